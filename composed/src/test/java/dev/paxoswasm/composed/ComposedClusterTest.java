package dev.paxoswasm.composed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.contract.client.CommandOutcome;
import dev.paxoswasm.contract.client.OutcomeRequest;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.network.Event;
import dev.paxoswasm.contract.types.CommandId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposedClusterTest {
    @TempDir
    Path directory;

    @Test
    void quick() throws Exception {
        long a = System.nanoTime();
        Component component = Component.parse(Files.readAllBytes(Path.of("../components/composed/cluster.wasm")));
        System.out.println("parsed in " + (System.nanoTime() - a) / 1000000);
        System.out.println(component.type().exportedInterfaces().keySet());
        try (JournalStore store = JournalStore.open(directory, "x")) {
            long[] now = {0};
            Random random = new Random(1);
            ComposedCluster cluster = new ComposedCluster(component, Shape.USUAL, store, store, store::flush, new ClusterHost() {
                @Override
                public long nowMillis() {
                    return now[0];
                }

                @Override
                public long random() {
                    return random.nextLong(1, 1L << 53);
                }

                @Override
                public void log(String node, dev.paxoswasm.contract.log.Level level, String message) {
                    System.out.println(node + " " + message);
                }
            });
            System.out.println(cluster.start());
            CommandId id = cluster.client(it -> it.submit(1, new SubmitRequest(List.of("hi".getBytes(StandardCharsets.UTF_8)))).ids().getFirst());
            int steps = 0;
            for (int i = 0; i < 200; i++) {
                now[0] += 20;
                for (var node : ComposedCluster.nodes()) {
                    cluster.tick(node.role(), node.id());
                }
                for (List<Long> under = cluster.underWay(); !under.isEmpty(); under = cluster.underWay()) {
                    for (long each : under) {
                        var r = cluster.step(new Event.Deliver(each));
                        if (!r.chosen().isEmpty()) System.out.println(now[0] + " " + r.chosen());
                        steps++;
                    }
                }
            }
            System.out.println(steps + " steps");
            CommandOutcome outcome = cluster.client(it -> it.outcome(1, new OutcomeRequest(id)));
            assertThat(outcome).isInstanceOf(CommandOutcome.Chosen.class);
        }
    }
}

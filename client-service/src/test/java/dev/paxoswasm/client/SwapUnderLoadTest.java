package dev.paxoswasm.client;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import dev.paxoswasm.role.testing.Swaps;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Components take the place of others while values are proposed: no request fails, and nothing is lost. */
class SwapUnderLoadTest {

    private static final int PROPOSERS = 4;

    @TempDir
    Path data;

    /** Proposes one value after the other, until it is closed. */
    private static final class Load implements AutoCloseable {

        private final RunningNode client;
        private final Map<Long, String> chosen = new ConcurrentHashMap<>();
        private final Queue<String> failed = new ConcurrentLinkedQueue<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean over;

        Load(RunningNode client) {
            this.client = client;
            for (int i = 0; i < PROPOSERS; i++) {
                String prefix = "load " + i + " ";
                threads.add(Thread.ofVirtual().start(() -> propose(prefix)));
            }
        }

        private void propose(String prefix) {
            for (int i = 0; !over; i++) {
                HttpResponse<String> answer = client.send(HttpRequest.newBuilder(client.uri("/v1/proposals"))
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=30")
                        .POST(BodyPublishers.ofString("{\"value\":\"" + prefix + i + "\"}")));
                if (answer.statusCode() == 201) {
                    chosen.put(RunningNode.json(answer).path("slot").asLong(), prefix + i);
                } else {
                    failed.add(answer.body());
                }
            }
        }

        /** Returns once values were chosen that were proposed after this was asked. */
        void awaitProgress() {
            int enough = chosen.size() + 2 * PROPOSERS + 1;
            await().atMost(Duration.ofSeconds(60)).until(() -> chosen.size() >= enough);
        }

        @Override
        public void close() {
            over = true;
            threads.forEach(Load::awaitEnd);
        }

        private static void awaitEnd(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RunningNode leader(LocalCluster cluster) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> List.of(1L, 2L).stream()
                                .filter(id -> RunningNode.json(
                                                cluster.node(Role.PROPOSER, id).get("/proposers/" + id + "/status"))
                                        .path("leadership")
                                        .asString()
                                        .equals("leader"))
                                .map(id -> cluster.node(Role.PROPOSER, id))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** From the built component to another binary of it, by way of what is refused, and back. */
    private static void swapThereAndBack(RunningNode node, String role, String mutant, String reason, Load load) {
        byte[] another = Swaps.another(Swaps.component(role));
        HttpResponse<String> there = Swaps.put(node, "another", another);
        assertThat(there.statusCode()).as(there.body()).isEqualTo(200);
        load.awaitProgress();

        if (!mutant.isEmpty()) {
            assertProblem(
                    Swaps.put(node, mutant, Swaps.component("mutants/" + mutant)), 409, "component-refused", reason);
            assertThat(Swaps.runs(node)).isEqualTo("another");
            load.awaitProgress();
        }

        HttpResponse<String> back = Swaps.delete(node);
        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        assertThat(Swaps.runs(node)).isEqualTo(role);
        load.awaitProgress();
    }

    @Test
    void on_every_role_no_request_fails_and_nothing_is_lost() {
        try (LocalCluster cluster = ClientCluster.in(data)) {
            RunningNode client = ClientCluster.started(cluster);
            Load load = new Load(client);
            try (load) {
                load.awaitProgress();
                swapThereAndBack(
                        cluster.node(Role.ACCEPTOR, 2),
                        "acceptor",
                        "acceptor-forgets-promise-at-restart",
                        "promised is none",
                        load);
                swapThereAndBack(
                        leader(cluster), "proposer", "proposer-reuses-ballot-after-restart", "ballot is none", load);
                swapThereAndBack(cluster.node(Role.LEARNER, 1), "learner", "", "", load);
                swapThereAndBack(client, "client", "", "", load);
            }

            assertThat(load.failed).isEmpty();
            load.chosen.forEach((slot, value) -> assertThat(RunningNode.json(client.get("/v1/log/" + slot))
                            .path("value")
                            .asString())
                    .isEqualTo(value));
        }
    }
}

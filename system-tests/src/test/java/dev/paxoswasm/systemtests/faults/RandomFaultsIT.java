package dev.paxoswasm.systemtests.faults;

import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.SharedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults drawn at random, for as long as one likes: {@code system-tests/faults} runs it. */
@ExtendWith(SharedCluster.class)
@EnabledIfSystemProperty(named = "paxos.faults.minutes", matches = "\\d+", disabledReason = "see system-tests/faults")
class RandomFaultsIT {
    private static final int CLIENTS = 12;
    private static final int LONGEST_STOP_MILLIS = 5_000;
    private static final int LONGEST_QUIET_MILLIS = 3_000;

    @Test
    void leave_a_history_that_is_linearizable(Cluster cluster) {
        Duration duration = Duration.ofMinutes(Long.getLong("paxos.faults.minutes", 1));
        long seed = Long.getLong("paxos.faults.seed", 1);
        System.out.printf("seed %d, %d minutes%n", seed, duration.toMinutes());
        SplittableRandom random = new SplittableRandom(seed);
        long began = System.nanoTime();
        try (RecordedLoad load = RecordedLoad.start(cluster, CLIENTS)) {
            List<String> nodes = cluster.names();
            while (System.nanoTime() - began < duration.toNanos()) {
                quiet(random.nextInt(LONGEST_QUIET_MILLIS));
                happen(random, draw(random, nodes), cluster);
                System.out.printf(
                        "  %,d values acknowledged%n", load.acknowledged().size());
            }
            Aftermath.require(cluster, load);
            System.out.printf(
                    "linearizable; the logs agree; all %,d acknowledged values are there%n",
                    load.acknowledged().size());
        }
    }

    private static String[] draw(SplittableRandom random, List<String> nodes) {
        List<String> left = new ArrayList<>(nodes);
        List<String> drawn = new ArrayList<>();
        for (int count = random.nextInt(1, 3); count > 0; count--) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn.toArray(String[]::new);
    }

    private static void happen(SplittableRandom random, String[] nodes, Cluster cluster) {
        int millis = random.nextInt(LONGEST_STOP_MILLIS);
        if (random.nextBoolean()) {
            System.out.printf("%s killed%n", String.join(", ", nodes));
            cluster.kill(nodes);
            cluster.up();
            return;
        }
        System.out.printf("%s stopped for %d ms%n", String.join(", ", nodes), millis);
        cluster.signal("STOP", nodes);
        try {
            quiet(millis);
        } finally {
            cluster.signal("CONT", nodes);
        }
    }

    private static void quiet(int millis) {
        await().pollDelay(Duration.ofMillis(millis))
                .atMost(Duration.ofMinutes(1))
                .until(() -> true);
    }
}

package dev.paxoswasm.systemtests.faults;

import static dev.paxoswasm.systemtests.faults.Aftermath.awaitProgress;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.SharedCluster;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every role under load: ended by SIGKILL, and held up by SIGSTOP for a while, after which it finds a world that went
 * on.
 */
@ExtendWith(SharedCluster.class)
@Timeout(240)
@Tag("long")
class KilledAndStoppedNodesIT {
    private static final int CLIENTS = 12;
    private static final int SOME = 50;
    private static final Duration LONGER_THAN_ANY_TIMEOUT = Duration.ofSeconds(6);

    @ParameterizedTest
    @ValueSource(strings = {"leader", "learner-1"})
    void one_killed_and_values_go_on(String which, Cluster cluster) {
        try (RecordedLoad load = start(cluster)) {
            String node = name(which, cluster);
            awaitProgress(load, SOME, 20);

            cluster.kill(node);

            awaitProgress(load, SOME, 20);
            cluster.up();
            Aftermath.require(cluster, load);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"leader", "follower", "learner-1"})
    void one_stopped_and_values_go_on_also_when_it_does(String which, Cluster cluster) {
        String node = name(which, cluster);
        try (RecordedLoad load = start(cluster)) {
            awaitProgress(load, SOME, 20);
            cluster.signal("STOP", node);
            try {
                awaitProgress(load, SOME, 30);
            } finally {
                cluster.signal("CONT", node);
            }
            Aftermath.require(cluster, load);
        }
    }

    @Test
    void the_client_service_killed_leaves_outcomes_unknown_and_nothing_acknowledged_is_lost(Cluster cluster) {
        try (RecordedLoad load = start(cluster)) {
            awaitProgress(load, SOME, 20);

            cluster.kill("client-1");

            cluster.up();
            Aftermath.require(cluster, load);
        }
    }

    @Test
    void everything_stopped_and_everything_goes_on(Cluster cluster) {
        try (RecordedLoad load = start(cluster)) {
            awaitProgress(load, SOME, 20);
            String[] all = cluster.names().toArray(String[]::new);
            cluster.signal("STOP", all);
            await().pollDelay(LONGER_THAN_ANY_TIMEOUT).until(() -> true);
            cluster.signal("CONT", all);
            Aftermath.require(cluster, load);
        }
    }

    @Test
    void everything_killed_and_every_acknowledged_value_is_there_afterwards(Cluster cluster) {
        try (RecordedLoad load = start(cluster)) {
            awaitProgress(load, SOME, 20);

            cluster.killAll();

            cluster.up();
            Aftermath.require(cluster, load);
        }
    }

    private static RecordedLoad start(Cluster cluster) {
        return RecordedLoad.start(cluster, CLIENTS);
    }

    private static String name(String which, Cluster cluster) {
        int leader = cluster.leader().orElseThrow();
        return switch (which) {
            case "leader" -> "proposer-" + leader;
            case "follower" -> "proposer-" + (3 - leader);
            default -> which;
        };
    }
}

package dev.paxoswasm.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.SharedCluster;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What cannot be delivered for a long time waits in a queue with a bound, not in ever more memory. */
@Tag("long")
@ExtendWith(SharedCluster.class)
@Timeout(300)
class BacklogIT {

    /** Twice {@code paxos.bounds.max-open-size}, what a lane of a proposer holds. */
    private static final long LANE_BYTES = 64L << 20;

    @Test
    void what_waits_for_an_acceptor_that_is_stopped_is_bounded(Cluster cluster) {
        cluster.chosen("before it stops");
        int id = cluster.leader().orElseThrow();
        NodeMemory leader = NodeMemory.of(cluster, "proposer-" + id, cluster.proposer(id));
        try (RecordedLoad load = RecordedLoad.start(cluster, 4);
                Flood flood = Flood.start(cluster.client(), 16, 64 << 10)) {
            cluster.signal("STOP", "acceptor-3");
            try {
                await().atMost(90, TimeUnit.SECONDS).until(() -> leader.queuedBytes("acceptor 3") > LANE_BYTES * 3 / 4);
                NodeMemory.requireFlat(List.of(leader));
                assertThat(leader.queuedBytes("acceptor 3")).isLessThanOrEqualTo(LANE_BYTES);
            } finally {
                cluster.signal("CONT", "acceptor-3");
            }
            await().atMost(60, TimeUnit.SECONDS).until(() -> leader.queuedBytes("acceptor 3") < LANE_BYTES / 64);
            flood.finish();
            assertThat(flood.failures()).isEmpty();
            Aftermath.require(cluster, load);
        }
        Aftermath.requireHealthy(cluster);
    }
}

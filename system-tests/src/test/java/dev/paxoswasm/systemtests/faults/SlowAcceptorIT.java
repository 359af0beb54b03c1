package dev.paxoswasm.systemtests.faults;

import static dev.paxoswasm.systemtests.faults.Aftermath.awaitProgress;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.SharedCluster;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A quorum does not wait for the slowest: one acceptor that answers nothing at all does not slow the cluster. */
@Tag("long")
@ExtendWith(SharedCluster.class)
@Timeout(120)
class SlowAcceptorIT {
    private static final int CLIENTS = 8;

    @Test
    void a_stopped_acceptor_costs_neither_throughput_nor_tail_latency(Cluster cluster) {
        try (RecordedLoad load = RecordedLoad.start(cluster, CLIENTS)) {
            awaitProgress(load, 500, 60);
            Pace healthy = Pace.of(load);
            cluster.signal("STOP", "acceptor-2");
            Pace slow;
            try {
                slow = Pace.of(load);
            } finally {
                cluster.signal("CONT", "acceptor-2");
            }

            slow.requireLike(healthy);
            Aftermath.require(cluster, load);
        }
    }
}

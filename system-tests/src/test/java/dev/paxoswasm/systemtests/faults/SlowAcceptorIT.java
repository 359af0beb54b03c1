package dev.paxoswasm.systemtests.faults;

import static dev.paxoswasm.systemtests.faults.Aftermath.awaitProgress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.SharedCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A quorum does not wait for the slowest: one acceptor that answers nothing at all does not slow the cluster. */
@ExtendWith(SharedCluster.class)
@Timeout(120)
class SlowAcceptorIT {
    private static final int CLIENTS = 8;
    private static final Duration MEASURED = Duration.ofSeconds(5);

    /** Generous: the machine has other things to do, too. A cluster that waits for timeouts is slower by far more. */
    private static final int FACTOR = 4;

    private static final Duration NOISE = Duration.ofMillis(300);

    @Test
    void a_stopped_acceptor_costs_neither_throughput_nor_tail_latency(Cluster cluster) {
        try (RecordedLoad load = RecordedLoad.start(cluster, CLIENTS)) {
            awaitProgress(load, 500, 60);
            long[] healthy = measure(load);
            cluster.signal("STOP", "acceptor-2");
            long[] slow;
            try {
                slow = measure(load);
            } finally {
                cluster.signal("CONT", "acceptor-2");
            }

            assertThat(slow.length).as("values in %s", MEASURED).isGreaterThan(healthy.length / FACTOR);
            assertThat(p99(slow)).isLessThan(p99(healthy).multipliedBy(FACTOR).plus(NOISE));
            Aftermath.require(cluster, load);
        }
    }

    private static long[] measure(RecordedLoad load) {
        load.takeAppendNanos();
        await().pollDelay(MEASURED).atMost(MEASURED.multipliedBy(2)).until(() -> true);
        return load.takeAppendNanos();
    }

    private static Duration p99(long[] ascending) {
        return Duration.ofNanos(ascending[ascending.length * 99 / 100]);
    }
}

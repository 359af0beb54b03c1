package dev.paxoswasm.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.SharedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What cannot be delivered for a long time waits in a queue with a bound, not in ever more memory. */
@ExtendWith(SharedCluster.class)
@Timeout(300)
class BacklogIT {

    private static final Logger LOG = LoggerFactory.getLogger(BacklogIT.class);

    private static final int SAMPLES = 5;
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(4);

    /** Of the 320 MB that a node has: the lane, the open slots, and the memory of the component. */
    private static final long MAX_LIVE_BYTES = 224L << 20;

    /** What a growing queue would soon take, and garbage that is not yet collected does not. */
    private static final long NOISE_BYTES = 48L << 20;

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
                List<Long> full = sample(leader);
                LOG.info(
                        "live MB of the leader with a full lane: {}",
                        full.stream().map(bytes -> bytes >> 20).toList());
                assertThat(leader.queuedBytes("acceptor 3")).isLessThanOrEqualTo(LANE_BYTES);
                assertThat(full).allSatisfy(bytes -> assertThat(bytes).isLessThan(MAX_LIVE_BYTES));
                assertThat(full.getLast() - full.getFirst()).isLessThan(NOISE_BYTES);
            } finally {
                cluster.signal("CONT", "acceptor-3");
            }
            await().atMost(60, TimeUnit.SECONDS).until(() -> leader.queuedBytes("acceptor 3") < LANE_BYTES / 64);
            flood.finish();
            assertThat(flood.failures()).isEmpty();
            Aftermath.require(cluster, load);
        }
        assertHealthy(cluster);
    }

    /** Live bytes over time. */
    private static List<Long> sample(NodeMemory node) {
        List<Long> samples = new ArrayList<>();
        for (int n = 0; n < SAMPLES; n++) {
            await().pollDelay(BETWEEN_SAMPLES)
                    .atMost(BETWEEN_SAMPLES.multipliedBy(2))
                    .until(() -> true);
            samples.add(node.liveBytes());
        }
        return samples;
    }

    private static void assertHealthy(Cluster cluster) {
        for (String url : List.of(
                cluster.client(),
                cluster.proposer(1),
                cluster.proposer(2),
                cluster.acceptor(1),
                cluster.acceptor(2),
                cluster.acceptor(3),
                cluster.learner(1),
                cluster.learner(2))) {
            await().atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(
                            () -> assertThat(Http.get(url + "/actuator/health").statusCode())
                                    .as(url)
                                    .isEqualTo(200));
        }
    }
}

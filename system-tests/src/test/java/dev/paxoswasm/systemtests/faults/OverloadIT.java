package dev.paxoswasm.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.LearnedLog;
import dev.paxoswasm.systemtests.cluster.SharedCluster;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Far more than the cluster can do: the surplus is refused at once with when to come again, what is admitted is served,
 * and memory stays flat.
 */
@ExtendWith(SharedCluster.class)
@Timeout(300)
@Tag("long")
class OverloadIT {

    private static final Logger LOG = LoggerFactory.getLogger(OverloadIT.class);

    /**
     * All connections that a service takes ({@code server.tomcat.max-connections}) but a few for this test to look at
     * it.
     */
    private static final int CLIENTS = 1_400;

    /**
     * {@code paxos.http.max-in-flight} at the fifty values a second that a machine with much else to do still makes.
     */
    private static final double MAX_P99_SECONDS = 20;

    @Test
    void the_surplus_is_refused_and_told_when_to_come_again(Cluster cluster) {
        long first = cluster.chosen("before the flood") + 1;
        List<NodeMemory> nodes = nodes(cluster);
        try (Flood flood = Flood.start(cluster.client(), CLIENTS, 256)) {
            NodeMemory.requireFlat(nodes);

            flood.finish();
            LOG.info(
                    "{} values acknowledged, p99 {} s; {} requests refused",
                    flood.acknowledged().size(),
                    flood.p99Seconds(),
                    flood.refused());
            assertThat(flood.failures()).isEmpty();
            assertThat(flood.refused()).isGreaterThan(CLIENTS / 4);
            assertThat(flood.p99Seconds()).isLessThan(MAX_P99_SECONDS);
            LearnedLog log = cluster.log(1, first, cluster.chosen("after the flood"));
            flood.acknowledged()
                    .forEach((value, slot) ->
                            assertThat(log.value(slot).orElseThrow()).startsWith(value));
        }
        Aftermath.requireHealthy(cluster);
    }

    private static List<NodeMemory> nodes(Cluster cluster) {
        int leader = cluster.leader().orElseThrow();
        return List.of(
                NodeMemory.of(cluster, "client-1", cluster.client()),
                NodeMemory.of(cluster, "proposer-" + leader, cluster.proposer(leader)),
                NodeMemory.of(cluster, "acceptor-1", cluster.acceptor(1)),
                NodeMemory.of(cluster, "learner-1", cluster.learner(1)));
    }
}

package dev.paxoswasm.role.component;

import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.host.NodeSettings;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** The configuration as a component sees it. */
final class NodeConfiguration {

    private static final long MAX_U32 = 0xFFFF_FFFFL;

    private NodeConfiguration() {}

    static NodeSettings of(Cluster cluster, PaxosProperties properties) {
        PaxosProperties.Timing times = properties.timing();
        PaxosProperties.Bounds sizes = properties.bounds();
        return new NodeSettings(
                new dev.paxoswasm.contract.node.Cluster(
                        cluster.self(),
                        cluster.ids(Role.CLIENT),
                        cluster.ids(Role.PROPOSER),
                        cluster.ids(Role.ACCEPTOR),
                        cluster.ids(Role.LEARNER),
                        cluster.ids(Role.COORDINATOR),
                        cluster.quorums().phase1(),
                        cluster.quorums().phase2()),
                new Timing(
                        millis("tick", times.tick()),
                        millis("heartbeat", times.heartbeat()),
                        millis("election-timeout", times.electionTimeout()),
                        millis("retry", times.retry())),
                new Bounds(
                        bytes("max-value-size", sizes.maxValueSize()),
                        count("max-batch-entries", sizes.maxBatchEntries()),
                        bytes("max-batch-size", sizes.maxBatchSize()),
                        count("max-open-slots", sizes.maxOpenSlots()),
                        bytes("max-open-size", sizes.maxOpenSize())));
    }

    private static long millis(String name, Duration duration) {
        return positive("paxos.timing." + name, duration.toMillis(), "milliseconds");
    }

    private static long bytes(String name, DataSize size) {
        return positive("paxos.bounds." + name, size.toBytes(), "bytes");
    }

    private static long count(String name, int number) {
        return positive("paxos.bounds." + name, number, "entries");
    }

    private static long positive(String key, long value, String unit) {
        if (value < 1 || value > MAX_U32) {
            throw new ConfigurationException(
                    key, "is " + value + " " + unit, "it must be from 1 to " + MAX_U32 + " " + unit);
        }
        return value;
    }
}

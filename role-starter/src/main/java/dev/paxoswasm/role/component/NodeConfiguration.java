package dev.paxoswasm.role.component;

import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Node;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Attendance;
import dev.paxoswasm.role.cluster.Cluster;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** The configuration as a component sees it: whoever comes and goes is in it as long as it is there. */
final class NodeConfiguration implements Node {

    private static final long MAX_U32 = 0xFFFF_FFFFL;

    private final Cluster cluster;
    private final Attendance attendance;
    private final Timing timing;
    private final Bounds bounds;

    private NodeConfiguration(Cluster cluster, Attendance attendance, Timing timing, Bounds bounds) {
        this.cluster = cluster;
        this.attendance = attendance;
        this.timing = timing;
        this.bounds = bounds;
    }

    @Override
    public dev.paxoswasm.contract.node.Cluster getCluster() {
        return new dev.paxoswasm.contract.node.Cluster(
                cluster.self(),
                attendance.ids(Role.CLIENT),
                attendance.ids(Role.PROPOSER),
                attendance.ids(Role.ACCEPTOR),
                attendance.ids(Role.LEARNER),
                attendance.ids(Role.COORDINATOR),
                cluster.quorums().phase1(),
                cluster.quorums().phase2());
    }

    @Override
    public Timing getTiming() {
        return timing;
    }

    @Override
    public Bounds getBounds() {
        return bounds;
    }

    static NodeConfiguration of(Cluster cluster, Attendance attendance, PaxosProperties properties) {
        PaxosProperties.Timing times = properties.timing();
        PaxosProperties.Bounds sizes = properties.bounds();
        return new NodeConfiguration(
                cluster,
                attendance,
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

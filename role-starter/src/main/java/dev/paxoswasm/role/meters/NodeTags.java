package dev.paxoswasm.role.meters;

import dev.paxoswasm.role.cluster.Cluster;
import io.micrometer.core.instrument.Tags;

/** What is said with every meter: which cluster, role and node shows it. */
public final class NodeTags {

    public static final String CLUSTER = "paxos.cluster";
    public static final String ROLE = "role";
    public static final String NODE = "node";

    private NodeTags() {}

    public static Tags of(Cluster cluster) {
        return Tags.of(
                CLUSTER,
                cluster.id(),
                ROLE,
                cluster.role().label(),
                NODE,
                name(cluster.role().label(), cluster.self()));
    }

    /** A node as in logs and folders: {@code acceptor-2}. */
    public static String name(String role, long id) {
        return role + "-" + id;
    }
}

package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.benchmarks.cluster.Await;
import dev.paxoswasm.benchmarks.cluster.Leader;
import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.Role;
import java.time.Duration;

/** Nodes to look at. */
final class Nodes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Nodes() {}

    /** The node of a role that has most to do: of the proposers the leader. */
    static Node busiest(PaxosCluster cluster, Role role) {
        return role == Role.PROPOSER
                ? Await.present("a leader", PATIENCE, () -> Leader.of(cluster.layout()))
                        .node()
                : cluster.layout().of(role).getFirst();
    }
}

package dev.paxoswasm.composed;

import dev.paxoswasm.contract.messages.Address;
import dev.paxoswasm.contract.messages.Role;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.host.NodeSettings;
import java.util.List;
import java.util.Locale;

/**
 * The cluster that {@code components/composed/cluster.wac} composes, with the settings of its nodes.
 *
 * @param phase1 how many of the three acceptors must promise
 * @param phase2 how many must accept; {@code phase1 + phase2 > 3}
 */
public record Shape(int phase1, int phase2, Timing timing, Bounds bounds) {

    private static final List<Long> ONE = List.of(1L);
    private static final List<Long> TWO = List.of(1L, 2L);
    private static final List<Long> THREE = List.of(1L, 2L, 3L);

    /** With majorities, and what a service has by default. */
    public static final Shape USUAL =
            new Shape(2, 2, new Timing(20, 100, 500, 250), new Bounds(1 << 20, 256, 1 << 20, 4096, 32 << 20));

    public Shape {
        int acceptors = THREE.size();
        if (phase1 < 1 || phase2 < 1 || phase1 > acceptors || phase2 > acceptors || phase1 + phase2 <= acceptors) {
            throw new IllegalArgumentException("quorums of " + phase1 + " and " + phase2 + " of " + acceptors
                    + " acceptors need not meet: each is 1 to " + acceptors + ", together more than " + acceptors);
        }
    }

    /** Ids in ascending order. */
    public static List<Long> ids(Role role) {
        return switch (role) {
            case CLIENT -> ONE;
            case PROPOSER, LEARNER -> TWO;
            case ACCEPTOR -> THREE;
        };
    }

    NodeSettings settings(long self) {
        return new NodeSettings(new Cluster(self, ONE, TWO, THREE, TWO, ONE, phase1, phase2), timing, bounds);
    }

    /** What safety hangs on; kept with the data. */
    String identity() {
        return "a composition of proposers " + TWO + " and acceptors " + THREE + " with quorums of " + phase1 + " and "
                + phase2;
    }

    /** As imports of a node begin: {@code acceptor1}. */
    static String name(Address node) {
        return node.role().name().toLowerCase(Locale.ROOT) + node.id();
    }
}

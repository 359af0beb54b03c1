package dev.paxoswasm.simulation.scenario;

import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.host.NodeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The cluster that is simulated, with bounds so small that everything goes in many pages and batches. */
public record Shape(
        int clients, int proposers, int acceptors, int learners, int phase1, int phase2, Timing timing, Bounds bounds) {

    private static final List<List<Integer>> QUORUMS = List.of(
            List.of(3, 2, 2),
            List.of(3, 2, 2),
            List.of(3, 2, 2),
            List.of(3, 3, 1),
            List.of(5, 3, 3),
            List.of(5, 4, 2),
            List.of(5, 2, 4),
            List.of(4, 3, 2),
            List.of(4, 3, 3),
            List.of(2, 2, 2));

    /** In milliseconds. The first is too short for the ticks, so that proposers campaign against leaders that live. */
    private static final List<Long> HEARTBEATS = List.of(5L, 60L, 100L);

    static Shape draw(Dice dice) {
        List<Integer> quorums = dice.pick(QUORUMS);
        return new Shape(
                (int) dice.between(1, 2),
                dice.pick(List.of(2, 2, 3)),
                quorums.get(0),
                dice.pick(List.of(1, 2, 2, 3)),
                quorums.get(1),
                quorums.get(2),
                new Timing(
                        20,
                        dice.pick(HEARTBEATS),
                        dice.pick(List.of(200L, 300L, 500L)),
                        dice.pick(List.of(100L, 300L))),
                new Bounds(
                        100,
                        dice.pick(List.of(1L, 2L, 3L, 8L, 256L)),
                        dice.pick(List.of(20L, 60L, 1000L)),
                        dice.pick(List.of(4L, 16L, 64L)),
                        dice.pick(List.of(200L, 1000L, 100_000L))));
    }

    /** The configuration of a node, as the host hands it to the component. */
    public NodeSettings settings(Address of) {
        return new NodeSettings(
                new Cluster(
                        of.id(),
                        ids(clients),
                        ids(proposers),
                        ids(acceptors),
                        ids(learners),
                        List.of(1L),
                        phase1,
                        phase2),
                timing,
                bounds);
    }

    /**
     * How many acceptors at most may have forgotten at once, so that they can be recovered: one less than a phase-2
     * quorum.
     */
    public int mostForgetful() {
        return phase2 - 1;
    }

    /** How many acceptors meet every phase-1 quorum. */
    public int witnesses() {
        return acceptors - phase1 + 1;
    }

    boolean canRecover() {
        return mostForgetful() > 0;
    }

    /** All nodes, in order. */
    public List<Address> addresses() {
        List<Address> all = new ArrayList<>();
        for (Role role : Role.values()) {
            all.addAll(addresses(role));
        }
        return all;
    }

    /** The nodes of a role, in order. */
    public List<Address> addresses(Role role) {
        int count = switch (role) {
            case ACCEPTOR -> acceptors;
            case PROPOSER -> proposers;
            case LEARNER -> learners;
            case CLIENT -> clients;
        };
        return ids(count).stream().map(id -> new Address(role, id)).toList();
    }

    boolean has(Address node) {
        return addresses(node.role()).contains(node);
    }

    /** The same with fewer of those nodes that safety does not count. */
    public Shape with(int fewerClients, int fewerProposers, int fewerLearners) {
        return new Shape(fewerClients, fewerProposers, acceptors, fewerLearners, phase1, phase2, timing, bounds);
    }

    private static List<Long> ids(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }
}

package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.types.Ballot;
import java.util.Comparator;

final class Ballots {

    /** By round, then by proposer. */
    static final Comparator<Ballot> ORDER =
            Comparator.comparingLong(Ballot::round).thenComparingLong(Ballot::proposer);

    private Ballots() {}

    static boolean isBelow(Ballot one, Ballot other) {
        return ORDER.compare(one, other) < 0;
    }

    static String text(Ballot ballot) {
        return ballot.round() + "." + ballot.proposer();
    }
}

package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.ChosenEntry;

/** Something that a component stored. */
public sealed interface Stored {

    /** By an acceptor: which life of it the store is of. */
    record Life(LifeRecord life) implements Stored {}

    /** By an acceptor. */
    record Promise(Ballot ballot) implements Stored {}

    /** By an acceptor. */
    record Vote(AcceptedEntry accepted) implements Stored {}

    /** By a proposer: the highest round used or reserved. */
    record Round(long round) implements Stored {}

    /** By a proposer: slots up to this one are chosen, it says. */
    record ChosenThrough(long slot) implements Stored {}

    /** By a learner. */
    record Learned(ChosenEntry entry) implements Stored {}
}

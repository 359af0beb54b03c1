package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Entry;

/** An acceptor's vote for a value of a slot at a ballot. */
record Vote(long slot, Ballot ballot, Entry entry) {}

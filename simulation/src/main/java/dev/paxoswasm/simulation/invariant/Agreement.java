package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.simulation.scenario.Address;

/**
 * No two values are chosen for one slot: a phase-2 quorum has them on disk at one ballot (Lamport, Paxos Made Simple,
 * 2.1).
 */
final class Agreement implements Invariant {

    private final Ghost ghost;

    Agreement(Ghost ghost) {
        this.ghost = ghost;
    }

    @Override
    public String name() {
        return "agreement";
    }

    @Override
    public void isDurable(Address by, Stored stored) {
        switch (stored) {
            case Stored.Promise(var ballot) -> ghost.promised(by.id(), ballot);
            case Stored.Vote(AcceptedEntry accepted) -> {
                Entry before = ghost.chosen(accepted.slot());
                Entry now = ghost.voted(by.id(), accepted);
                if (before != null && now != null && !before.equals(now)) {
                    throw broken("slot " + accepted.slot() + " was chosen with " + before + ", then at ballot "
                            + Ballots.text(accepted.ballot()) + " with " + now);
                }
            }
            case Stored.Life _, Stored.Round _, Stored.ChosenThrough _, Stored.Learned _ -> {}
        }
    }
}

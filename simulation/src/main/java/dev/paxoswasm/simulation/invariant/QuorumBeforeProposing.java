package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;

/**
 * A proposer proposes values at a ballot only once a phase-1 quorum promised it (Lamport, Paxos Made Simple, phase 2
 * (a)).
 */
final class QuorumBeforeProposing implements Invariant {

    private final Ghost ghost;

    QuorumBeforeProposing(Ghost ghost) {
        this.ghost = ghost;
    }

    @Override
    public String name() {
        return "quorum-before-proposing";
    }

    @Override
    public void sends(Address from, int life, Object request, OrderedStore durable) {
        if (request instanceof AcceptRequest accept && !ghost.hasPhase1Quorum(accept.ballot())) {
            throw broken(from + " proposes at " + Ballots.text(accept.ballot()) + ", which only acceptors "
                    + ghost.promisedBy(accept.ballot()) + " promised");
        }
    }
}

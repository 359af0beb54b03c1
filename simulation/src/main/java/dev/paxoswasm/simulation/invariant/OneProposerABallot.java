package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Role;

/** A proposer speaks at ballots of its own only. */
final class OneProposerABallot implements Invariant {

    @Override
    public String name() {
        return "one-proposer-a-ballot";
    }

    @Override
    public void sends(Address from, int life, Object request, OrderedStore durable) {
        Ballot ballot = Requests.ballotOf(request);
        if (from.role() == Role.PROPOSER && ballot != null && ballot.proposer() != from.id()) {
            throw broken(from + " sends " + request + " at a ballot of proposer " + ballot.proposer());
        }
    }
}

package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;
import java.util.HashMap;
import java.util.Map;

/**
 * Once an acceptor said that it promises or accepts a ballot, it promises and accepts none below (Lamport, P1a). One
 * that has forgotten is recovered at a ballot above all that it may have said: so it holds for that one, too.
 */
final class PromisesKept implements Invariant {

    private final Map<Address, Ballot> said = new HashMap<>();

    @Override
    public String name() {
        return "promises-kept";
    }

    @Override
    public void stores(Address by, Stored stored) {
        switch (stored) {
            case Stored.Promise(Ballot ballot) -> require(by, "promised", ballot);
            case Stored.Vote(var accepted) ->
                require(by, "accepted slot " + accepted.slot() + " at", accepted.ballot());
            case Stored.Life _, Stored.Round _, Stored.ChosenThrough _, Stored.Learned _ -> {}
        }
    }

    private void require(Address by, String did, Ballot ballot) {
        Ballot before = said.get(by);
        if (before != null && Ballots.isBelow(ballot, before)) {
            throw broken(
                    by + " " + did + " " + Ballots.text(ballot) + " after it had promised " + Ballots.text(before));
        }
    }

    @Override
    public void answers(Address by, Object request, Object answer, OrderedStore durable) {
        switch (answer) {
            case PrepareOutcome.Promised(var promise) -> say(by, promise.ballot());
            case AcceptOutcome.Accepted(var acceptance) -> say(by, acceptance.ballot());
            default -> {}
        }
    }

    private void say(Address by, Ballot ballot) {
        require(by, "answered at", ballot);
        said.put(by, ballot);
    }
}

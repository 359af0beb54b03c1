package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;

/** An acceptor rejects a ballot only for a higher one (Lamport, P1a: it accepts unless ...). */
final class RejectionsJustified implements Invariant {

    @Override
    public String name() {
        return "rejections-justified";
    }

    @Override
    public void answers(Address by, Object request, Object answer, OrderedStore durable) {
        switch (answer) {
            case PrepareOutcome.Rejected(Ballot higher) -> require(by, request, higher);
            case AcceptOutcome.Rejected(Ballot higher) -> require(by, request, higher);
            default -> {}
        }
    }

    private void require(Address by, Object request, Ballot higher) {
        Ballot asked = Requests.ballotOf(request);
        if (asked != null && !Ballots.isBelow(asked, higher)) {
            throw broken(by + " rejects " + Ballots.text(asked) + " for " + Ballots.text(higher));
        }
    }
}

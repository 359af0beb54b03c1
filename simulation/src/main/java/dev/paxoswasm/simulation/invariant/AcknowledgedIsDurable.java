package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Votes;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.host.storage.ProposerStore;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Role;

/** What an acceptor or a proposer says is on its disk: promises, votes, the round. */
final class AcknowledgedIsDurable implements Invariant {

    @Override
    public String name() {
        return "acknowledged-is-durable";
    }

    @Override
    public void answers(Address by, Object request, Object answer, OrderedStore durable) {
        switch (answer) {
            case PrepareOutcome.Promised(var promise) -> requirePromise(by, promise.ballot(), durable);
            case AcceptOutcome.Accepted(var it) -> requireVotes(by, it.ballot(), it.firstSlot(), it.count(), durable);
            default -> {}
        }
    }

    @Override
    public void sends(Address from, int life, Object request, OrderedStore durable) {
        if (request instanceof LearnRequest learn) {
            for (Votes votes : learn.votes()) {
                requireVotes(from, votes.ballot(), votes.firstSlot(), votes.count(), durable);
            }
        }
        Ballot ballot = Requests.ballotOf(request);
        if (from.role() == Role.PROPOSER && ballot != null) {
            long round = new ProposerStore(durable).loadRound();
            if (round < ballot.round()) {
                throw broken(
                        from + " speaks at ballot " + Ballots.text(ballot) + ", but on its disk is round " + round);
            }
        }
    }

    private void requirePromise(Address by, Ballot ballot, OrderedStore durable) {
        Ballot stored = new AcceptorStore(durable).loadPromised().orElse(null);
        if (stored == null || Ballots.isBelow(stored, ballot)) {
            throw broken(by + " says that it promised " + Ballots.text(ballot) + ", but on its disk is "
                    + (stored == null ? "nothing" : Ballots.text(stored)));
        }
    }

    private void requireVotes(Address by, Ballot ballot, long firstSlot, long count, OrderedStore durable) {
        AcceptorStore store = new AcceptorStore(durable);
        long expected = firstSlot;
        for (AcceptedEntry entry : store.loadAccepted(firstSlot, count, Long.MAX_VALUE)) {
            if (entry.slot() != expected || Ballots.isBelow(entry.ballot(), ballot)) {
                break;
            }
            expected++;
        }
        if (expected != firstSlot + count) {
            throw broken(by + " says that it accepted slot " + expected + " at " + Ballots.text(ballot)
                    + ", but on its disk is " + store.loadAccepted(expected, 1, Long.MAX_VALUE));
        }
    }
}

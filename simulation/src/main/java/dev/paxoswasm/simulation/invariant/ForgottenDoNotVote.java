package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptorstorage.WrittenStanding;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;
import java.util.HashSet;
import java.util.Set;

/**
 * An acceptor that has forgotten what it said promises and accepts nothing before it has written that it votes again.
 */
final class ForgottenDoNotVote implements Invariant {

    private final Set<Address> forgotten = new HashSet<>();

    @Override
    public String name() {
        return "forgotten-do-not-vote";
    }

    @Override
    public void forgets(Address acceptor) {
        forgotten.add(acceptor);
    }

    @Override
    public void stores(Address by, Stored stored) {
        if (stored instanceof Stored.Life(var life) && life.standing() == WrittenStanding.VOTING) {
            forgotten.remove(by);
        }
    }

    @Override
    public void answers(Address by, Object request, Object answer, OrderedStore durable) {
        if (forgotten.contains(by) && (answer instanceof PrepareOutcome || answer instanceof AcceptOutcome)) {
            throw broken(by + " has forgotten what it said, and answers " + answer);
        }
    }
}

package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.proposer.ReserveBallotRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A ballot is used in one life of its proposer only, never once it is given away, and with one value a slot. Who has
 * lost its disk may use one again for which it had no quorum, so that it proposed nothing at it: nobody else counted on
 * it.
 */
final class NoBallotTwice implements Invariant {

    private final Ghost ghost;
    private final Map<Ballot, Integer> lives = new HashMap<>();
    private final Set<Ballot> givenAway = new HashSet<>();
    private final Set<Ballot> led = new HashSet<>();
    private final Map<Ghost.Proposal, Entry> values = new HashMap<>();

    NoBallotTwice(Ghost ghost) {
        this.ghost = ghost;
    }

    @Override
    public String name() {
        return "no-ballot-twice";
    }

    @Override
    public void forgetsRounds(Address proposer) {
        lives.keySet().removeIf(ballot -> ballot.proposer() == proposer.id() && !led.contains(ballot));
    }

    @Override
    public void sends(Address from, int life, Object request, OrderedStore durable) {
        Ballot ballot = Requests.ballotOf(request);
        if (from.role() != Role.PROPOSER || ballot == null) {
            return;
        }
        Integer before = lives.putIfAbsent(ballot, life);
        if (before != null && before != life) {
            throw broken(from + " uses ballot " + Ballots.text(ballot) + " in its lives " + before + " and " + life);
        }
        if (givenAway.contains(ballot)) {
            throw broken(from + " uses ballot " + Ballots.text(ballot) + ", which it gave away");
        }
        if (request instanceof PrepareRequest) {
            ghost.campaigned(ballot);
        } else {
            led.add(ballot);
        }
        if (request instanceof AcceptRequest accept) {
            long slot = accept.firstSlot();
            for (Entry entry : accept.entries()) {
                Entry other = values.putIfAbsent(new Ghost.Proposal(slot, ballot), entry);
                if (other != null && !other.equals(entry)) {
                    throw broken(from + " proposes both " + other + " and " + entry + " in slot " + slot + " at ballot "
                            + Ballots.text(ballot));
                }
                slot++;
            }
        }
    }

    @Override
    public void answers(Address by, Object request, Object answer, OrderedStore durable) {
        if (request instanceof ReserveBallotRequest && answer instanceof Ballot ballot) {
            givesAway(by, ballot);
        } else if (answer instanceof Admission admission) {
            admission.ballot().ifPresent(ballot -> givesAway(by, ballot));
        }
    }

    private void givesAway(Address by, Ballot ballot) {
        if (lives.containsKey(ballot) || !givenAway.add(ballot)) {
            throw broken(by + " gives ballot " + Ballots.text(ballot) + " away, which is used");
        }
    }
}

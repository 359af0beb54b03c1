package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Role;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An acceptor that votes again after its recovery holds each value that is chosen below the ballot of the recovery,
 * whenever it is chosen: also with votes that the acceptor itself has forgotten.
 */
final class RecoveredHoldChosen implements Invariant {

    private final Ghost ghost;
    private final Map<Address, OrderedStore> disks = new HashMap<>();
    private final Set<Address> recovering = new HashSet<>();
    /** The ballot of the latest recovery; of one that was begun again after a crash, the first. */
    private final Map<Address, Ballot> ballots = new HashMap<>();

    private final Set<Long> seen = new HashSet<>();

    RecoveredHoldChosen(Ghost ghost) {
        this.ghost = ghost;
    }

    @Override
    public String name() {
        return "recovered-hold-chosen";
    }

    @Override
    public void starts(Address node, OrderedStore disk) {
        if (node.role() == Role.ACCEPTOR) {
            disks.put(node, disk);
        }
    }

    @Override
    public void forgets(Address acceptor) {
        recovering.remove(acceptor);
        ballots.remove(acceptor);
    }

    @Override
    public void stores(Address by, Stored stored) {
        switch (stored) {
            case Stored.Life(LifeRecord life) -> lives(by, life);
            case Stored.Promise(Ballot ballot) when recovering.contains(by) -> ballots.putIfAbsent(by, ballot);
            default -> {}
        }
    }

    private void lives(Address acceptor, LifeRecord life) {
        switch (life.standing()) {
            case RECOVERING -> {
                recovering.add(acceptor);
                ballots.remove(acceptor);
            }
            case VOTING -> {
                if (recovering.remove(acceptor)) {
                    ghost.chosenSlots().forEach(slot -> requireHeld(acceptor, slot));
                }
            }
            case FRESH, FORGETFUL -> {}
        }
    }

    @Override
    public void isDurable(Address by, Stored stored) {
        if (stored instanceof Stored.Vote(AcceptedEntry vote)
                && ghost.chosen(vote.slot()) != null
                && seen.add(vote.slot())) {
            for (Address recovered : ballots.keySet()) {
                if (!recovering.contains(recovered)) {
                    requireHeld(recovered, vote.slot());
                }
            }
        }
    }

    private void requireHeld(Address acceptor, long slot) {
        Ballot recovered = ballots.get(acceptor);
        Ballot chosenAt = ghost.chosenAt(slot);
        Entry chosen = ghost.chosen(slot);
        if (recovered == null || chosenAt == null || !Ballots.isBelow(chosenAt, recovered)) {
            return;
        }
        AcceptedEntry held = new AcceptorStore(disks.get(acceptor))
                .loadAccepted(slot, 1, Long.MAX_VALUE).stream()
                        .filter(it -> it.slot() == slot)
                        .findFirst()
                        .orElse(null);
        if (held == null || !held.entry().equals(chosen)) {
            throw broken(acceptor + " was recovered at " + Ballots.text(recovered) + " and holds " + held
                    + ", but slot " + slot + " is chosen at " + Ballots.text(chosenAt) + " with " + chosen);
        }
    }
}

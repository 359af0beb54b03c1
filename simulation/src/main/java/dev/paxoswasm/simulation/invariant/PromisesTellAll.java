package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A promise reports each slot of its page that the acceptor said it accepted, since it last forgot, at that ballot or a
 * higher one.
 */
final class PromisesTellAll implements Invariant {

    private final Map<Address, TreeMap<Long, Ballot>> accepted = new HashMap<>();

    @Override
    public String name() {
        return "promises-tell-all";
    }

    /** Only what was chosen comes back: see {@link RecoveredHoldChosen}. */
    @Override
    public void forgets(Address acceptor) {
        accepted.remove(acceptor);
    }

    @Override
    public void answers(Address by, Object request, Object answer, OrderedStore durable) {
        if (answer instanceof AcceptOutcome.Accepted(Acceptance it)) {
            TreeMap<Long, Ballot> known = accepted.computeIfAbsent(by, unused -> new TreeMap<>());
            for (long slot = it.firstSlot(); slot < it.firstSlot() + it.count(); slot++) {
                known.merge(slot, it.ballot(), (one, other) -> Ballots.isBelow(one, other) ? other : one);
            }
        } else if (answer instanceof PrepareOutcome.Promised(Promise promise)
                && request instanceof PrepareRequest prepare) {
            check(by, prepare.firstSlot(), promise);
        }
    }

    private void check(Address by, long firstSlot, Promise promise) {
        Map<Long, Ballot> reported = new HashMap<>();
        long last = firstSlot - 1;
        for (AcceptedEntry entry : promise.accepted()) {
            reported.put(entry.slot(), entry.ballot());
            last = entry.slot();
        }
        long end = promise.more() ? last : Long.MAX_VALUE;
        TreeMap<Long, Ballot> known = accepted.getOrDefault(by, new TreeMap<>());
        if (firstSlot > end) {
            return;
        }
        known.subMap(firstSlot, true, end, true).forEach((slot, ballot) -> {
            Ballot told = reported.get(slot);
            if (told == null || Ballots.isBelow(told, ballot)) {
                throw broken(by + " promised " + Ballots.text(promise.ballot()) + " and reported "
                        + (told == null ? "nothing" : Ballots.text(told)) + " for slot " + slot
                        + ", which it had accepted at " + Ballots.text(ballot));
            }
        });
    }
}

package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.host.storage.LearnerStore;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Role;
import java.util.HashMap;
import java.util.Map;

/** Learners deliver slot after slot, and of two logs one is a prefix of the other. */
final class LogsArePrefixes implements Invariant {

    private final Map<Address, Long> lengths = new HashMap<>();
    private final Map<Long, Entry> delivered = new HashMap<>();

    @Override
    public String name() {
        return "logs-are-prefixes";
    }

    @Override
    public void starts(Address node, OrderedStore disk) {
        if (node.role() == Role.LEARNER) {
            lengths.put(node, new LearnerStore(disk).chosenThrough());
        }
    }

    @Override
    public void stores(Address by, Stored stored) {
        if (stored instanceof Stored.Learned(ChosenEntry entry)) {
            long expected = lengths.getOrDefault(by, 0L) + 1;
            if (entry.slot() != expected) {
                throw broken(by + " delivers slot " + entry.slot() + ", but its log ends before slot " + expected);
            }
            lengths.put(by, expected);
            Entry other = delivered.putIfAbsent(entry.slot(), entry.entry());
            if (other != null && !other.equals(entry.entry())) {
                throw broken(by + " delivers " + entry + ", another learner delivered " + other);
            }
        }
    }
}

package dev.paxoswasm.simulation.history;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is asked of a replicated log. */
public sealed interface LogOperation {

    /** @param value no other append of the history has it, so that what is read can be told apart */
    record Append(String value) implements LogOperation {
        @Override
        public String toString() {
            return "append '" + value + "'";
        }
    }

    /**
     * @param firstSlot from 1
     * @param maxEntries the most that the answer may hold
     */
    record Read(long firstSlot, long maxEntries) implements LogOperation {
        @Override
        public String toString() {
            return "read " + maxEntries + " from slot " + firstSlot;
        }
    }

    /** What a replicated log answers. */
    sealed interface Answer {}

    /** The value stands in this slot. */
    record Appended(long slot) implements Answer {
        @Override
        public String toString() {
            return "slot " + slot;
        }
    }

    /**
     * A part of the log.
     *
     * @param entries in consecutive slots, the first in the slot that was asked for; possibly fewer than there are
     * @param chosenThrough every slot up to this one is filled
     */
    record Page(List<Entry> entries, long chosenThrough) implements Answer {
        public Page {
            entries = List.copyOf(entries);
        }

        @Override
        public String toString() {
            return entries.stream()
                    .map(entry -> entry.slot() + "="
                            + entry.value().map(value -> "'" + value + "'").orElse("no-op"))
                    .collect(Collectors.joining(" ", "[", "] of " + chosenThrough));
        }
    }

    /** @param value empty where the slot was filled with nothing */
    record Entry(long slot, Optional<String> value) {}
}

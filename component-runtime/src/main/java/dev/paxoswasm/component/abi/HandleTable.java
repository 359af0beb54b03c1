package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.core.TableBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The handles that one component instance holds, by the numbers that its core code knows them by. */
final class HandleTable {

    /** A handle in a table; lent for a call if it has a scope. */
    static final class Entry implements BorrowScope.Lendable {

        final Resource resource;
        final int representation;
        final @Nullable BorrowScope lentFor;
        private int lends;

        Entry(Resource resource, int representation, @Nullable BorrowScope lentFor) {
            this.resource = resource;
            this.representation = representation;
            this.lentFor = lentFor;
        }

        @Override
        public void lend(int more) {
            lends += more;
        }
    }

    private final TableBudget budget;
    private final List<@Nullable Entry> entries = new ArrayList<>();
    private int[] free = {};
    private int freeCount;

    HandleTable(TableBudget budget) {
        this.budget = budget;
        // 0 is no handle.
        entries.add(null);
    }

    int add(Entry entry) {
        if (freeCount > 0) {
            int index = free[--freeCount];
            entries.set(index, entry);
            return index;
        }
        if (!budget.reserve(1)) {
            throw new ComponentTrapException(
                    "the component holds more handles than its limit of table elements allows");
        }
        entries.add(entry);
        return entries.size() - 1;
    }

    Entry get(int index, Resource resource) {
        Entry entry = index <= 0 || index >= entries.size() ? null : entries.get(index);
        if (entry == null) {
            throw new ComponentTrapException("unknown handle index " + (index & 0xffffffffL));
        }
        if (entry.resource != resource) {
            throw new ComponentTrapException("handle index " + index + " used with the wrong type: " + resource
                    + " is expected, but it is one of " + entry.resource);
        }
        return entry;
    }

    Entry remove(int index, Resource resource) {
        Entry entry = get(index, resource);
        if (entry.lends > 0) {
            throw new ComponentTrapException("cannot remove a handle while it is lent");
        }
        entries.set(index, null);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(8, 2 * freeCount));
        }
        free[freeCount++] = index;
        return entry;
    }
}

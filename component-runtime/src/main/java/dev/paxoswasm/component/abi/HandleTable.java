package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.core.TableBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The handles that one component instance holds, by the numbers that its core code knows them by. */
final class HandleTable {

    /** A handle in a table; lent for a call if it has a scope. */
    static final class Entry implements BorrowScope.Lendable {

        final Resource resource;
        final Object representation;
        final @Nullable BorrowScope lentFor;
        private int lends;

        Entry(Resource resource, Object representation, @Nullable BorrowScope lentFor) {
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

    /** What the instance gives away in a call that has not got to whom it gives it. */
    private final List<ResourceHandle> underWay = new ArrayList<>();

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

    /** Takes out a handle that is given away. */
    ResourceHandle give(int index, Resource resource) {
        Entry entry = remove(index, resource);
        if (entry.lentFor != null) {
            throw new ComponentTrapException("the component gave away handle index " + index + ", which it borrows");
        }
        ResourceHandle handle = ResourceHandle.lifted(entry.resource, entry.representation);
        underWay.add(handle);
        return handle;
    }

    /** Whom it gave something has it. */
    void delivered() {
        underWay.clear();
    }

    /** What is given to the instance, which may fail to take it. @return its index */
    int take(ResourceHandle handle) {
        handle.requireGivable();
        underWay.add(handle);
        int index = add(new Entry(handle.resource(), handle.rep(), null));
        handle.give();
        return index;
    }

    /** Ends what the instance owns of the host, and has no more handles after that. */
    void closeOwned(Consumer<ResourceHandle> ended) {
        List<ResourceHandle> owned = new ArrayList<>(underWay);
        for (Entry entry : entries) {
            if (entry != null && entry.lentFor == null) {
                owned.add(ResourceHandle.lifted(entry.resource, entry.representation));
            }
        }
        underWay.clear();
        entries.clear();
        entries.add(null);
        freeCount = 0;
        for (ResourceHandle handle : owned) {
            if (handle.resource().isOfHost() && handle.isUsable()) {
                ended.accept(handle);
            }
        }
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

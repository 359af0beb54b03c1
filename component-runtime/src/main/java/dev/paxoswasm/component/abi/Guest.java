package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.core.CoreFunction;
import dev.paxoswasm.component.core.LinearMemory;
import org.jspecify.annotations.Nullable;

/** One side of a call: the memory and the allocator that its canonical options name. */
public final class Guest {

    private final ComponentState state;
    private final @Nullable LinearMemory memory;
    private final @Nullable CoreFunction realloc;
    private final LiftBudget budget;

    public Guest(
            ComponentState state, @Nullable LinearMemory memory, @Nullable CoreFunction realloc, LiftBudget budget) {
        this.state = state;
        this.memory = memory;
        this.realloc = realloc;
        this.budget = budget;
    }

    ComponentState state() {
        return state;
    }

    /** Linking has made sure that whatever needs a memory has one. */
    @SuppressWarnings("NullAway")
    LinearMemory memory() {
        return memory;
    }

    /** Asks the guest for room of its own: {@code realloc(0, 0, alignment, size)}. */
    @SuppressWarnings("NullAway")
    int allocate(int alignment, int size) {
        state.mayLeave = false;
        int address = (int) realloc.call(new long[] {0, 0, alignment, size})[0];
        state.mayLeave = true;
        checkRange("what realloc returned", address, alignment, size);
        return address;
    }

    /** Traps unless the bytes are aligned and inside the memory. */
    void checkRange(String what, int address, int alignment, long length) {
        if ((address & alignment - 1) != 0) {
            throw new ComponentTrapException(
                    what + ", " + (address & 0xffffffffL) + ", is not aligned to " + alignment + " bytes");
        }
        if (address < 0 || address + length > memory().size()) {
            throw new ComponentTrapException(what + ", " + length + " bytes at " + (address & 0xffffffffL)
                    + ", reaches out of the memory of " + memory().size() + " bytes");
        }
    }

    /** Checks a string or list that is about to be read. */
    void checkLift(String what, int address, int alignment, long length) {
        checkRange(what, address, alignment, length);
        budget.take(length);
    }
}

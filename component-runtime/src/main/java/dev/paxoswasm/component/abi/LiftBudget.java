package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.core.Interruption;

/**
 * What one call may still pass out of an instance, in bytes that the values take as Java objects, and how long the
 * moving of values may go on without a look at the deadline.
 *
 * <p>A component can point at the same bytes any number of times, and a byte of its memory can stand for an object of
 * many; so the size of its memory alone is no bound. Values are charged before they are made.
 */
public final class LiftBudget {

    /** For lists that may have as many elements as fit. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /** About a tenth of a millisecond's work. */
    private static final long BETWEEN_LOOKS = 1 << 18;

    /** What moving an element is taken for in bytes copied. */
    private static final int STEP = 16;

    private final long perCall;
    private long left;
    private long untilLook = BETWEEN_LOOKS;
    private long maxElements = UNBOUNDED;

    public LiftBudget(long perCall) {
        this.perCall = perCall;
        this.left = perCall;
    }

    public void reset() {
        left = perCall;
        maxElements = UNBOUNDED;
    }

    /** Charges an object before it is made. */
    void take(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new ComponentTrapException("the values that the component passes in this call take more than "
                    + perCall + " bytes as Java objects");
        }
        work(bytes);
    }

    /** Charges the elements of a list. */
    void takeList(long count, long elementBytes) {
        if (count > maxElements) {
            throw new ComponentTrapException("the component passes a list of " + count + " elements where at most "
                    + maxElements + " are allowed");
        }
        take(Heap.LIST + count * elementBytes);
    }

    void boundLists(long elements) {
        maxElements = elements;
    }

    /** Counts one element moved. */
    void step() {
        work(STEP);
    }

    /** Counts bytes moved, and stops a call that is to stop. */
    void work(long bytes) {
        untilLook -= bytes;
        if (untilLook < 0) {
            untilLook = BETWEEN_LOOKS;
            Interruption.stopIfInterrupted();
        }
    }
}

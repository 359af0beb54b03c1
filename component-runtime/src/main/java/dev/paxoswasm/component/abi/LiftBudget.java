package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;

/**
 * How many bytes of strings and lists one call may still read out of an instance. A component can point at the same bytes
 * any number of times, so the size of its memory alone is no bound to what its values take in Java.
 */
public final class LiftBudget {

    private final long perCall;
    private long left;

    public LiftBudget(long perCall) {
        this.perCall = perCall;
        this.left = perCall;
    }

    public void reset() {
        left = perCall;
    }

    void take(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new ComponentTrapException(
                    "the values that the component passes in this call take more than " + perCall + " bytes");
        }
    }
}

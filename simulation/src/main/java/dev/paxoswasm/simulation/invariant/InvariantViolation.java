package dev.paxoswasm.simulation.invariant;

/** Something happened that must never happen. */
public final class InvariantViolation extends RuntimeException {

    private final String invariant;

    public InvariantViolation(String invariant, String what) {
        super(what, null, false, false);
        this.invariant = invariant;
    }

    /** The name of the invariant. */
    public String invariant() {
        return invariant;
    }
}

package dev.paxoswasm.simulation.history;

/**
 * What became of an operation.
 *
 * @param <O> what operations answer
 */
public sealed interface Outcome<O> {

    /**
     * It answered, so it took effect at some moment between its invocation and then.
     *
     * @param at in the unit of the invocation
     */
    record Returned<O>(O output, long at) implements Outcome<O> {}

    /** No answer came: it took effect at any moment after its invocation, or never. */
    record Unknown<O>() implements Outcome<O> {}
}

package dev.paxoswasm.simulation.scenario;

/** Something that a user does, at a time of the scenario in microseconds. */
public sealed interface Usage {

    long at();

    /** Whether this can happen in a cluster of such nodes. */
    default boolean fits(Shape shape) {
        return switch (this) {
            case Append it -> shape.has(it.client());
            case Read it -> shape.has(it.client()) && shape.has(it.learner());
        };
    }

    /**
     * Proposes values in one request.
     *
     * @param patience how long the user waits for them, in microseconds
     */
    record Append(long at, Address client, int values, int bytes, long patience) implements Usage {}

    /**
     * Reads the log at a client, which has it from a learner.
     *
     * @param patience how long the user waits for it, in microseconds
     */
    record Read(long at, Address client, Address learner, long patience) implements Usage {}
}

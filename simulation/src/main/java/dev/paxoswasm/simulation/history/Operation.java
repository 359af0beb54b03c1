package dev.paxoswasm.simulation.history;

/**
 * One call of a client.
 *
 * @param client who called, for reading only: a client may have several operations under way
 * @param invokedAt in any unit, of the clock that all operations of the history share
 */
public record Operation<I, O>(int client, I input, long invokedAt, Outcome<O> outcome) {

    public Operation {
        if (outcome instanceof Outcome.Returned<O>(O _, long at) && at < invokedAt) {
            throw new IllegalArgumentException(
                    input + " returned at " + at + ", before its invocation at " + invokedAt);
        }
    }

    /** Whether this one had returned when the other was invoked; at one and the same moment they are concurrent. */
    boolean precedes(Operation<I, O> other) {
        return returnedAt() < other.invokedAt;
    }

    /** The moment it returned; one that did not may take effect after all others. */
    long returnedAt() {
        return outcome instanceof Outcome.Returned<O>(O _, long at) ? at : Long.MAX_VALUE;
    }

    /** Its client, its time relative to an origin, what it asked and what came back, in one line. */
    String describe(long origin) {
        String interval = "[" + (invokedAt - origin) + ", ";
        return switch (outcome) {
            case Outcome.Returned<O>(O output, long at) ->
                interval + (at - origin) + "] client " + client + ": " + input + " → " + output;
            case Outcome.Unknown<O>() -> interval + "…) client " + client + ": " + input + " → unknown";
        };
    }
}

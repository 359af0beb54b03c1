package dev.paxoswasm.simulation.history;

import java.util.List;
import java.util.stream.Collectors;

/** Whether a history is linearizable. */
public sealed interface Verdict<I, O> {

    /** @param order one order in which the operations may have taken effect, without those that never did */
    record Linearizable<I, O>(List<Operation<I, O>> order) implements Verdict<I, O> {
        public Linearizable {
            order = List.copyOf(order);
        }
    }

    /**
     * @param reason what cannot be, in a sentence
     * @param operations those which show it, in the order of their invocation
     * @param origin the time that counts as 0 in the description
     */
    record NotLinearizable<I, O>(String reason, List<Operation<I, O>> operations, long origin)
            implements Verdict<I, O> {
        public NotLinearizable {
            operations = List.copyOf(operations);
        }

        /** The reason, then an operation a line with the times at which it was invoked and returned. */
        @Override
        public String toString() {
            return operations.stream()
                    .map(operation -> "  " + operation.describe(origin))
                    .collect(Collectors.joining("\n", "not linearizable: " + reason + "\n", ""));
        }
    }

    default boolean isLinearizable() {
        return this instanceof Linearizable;
    }
}

package dev.paxoswasm.simulation.history;

import java.util.ArrayList;
import java.util.List;

/**
 * What clients saw.
 *
 * @param operations in any order; their times tell which came before which
 */
public record History<I, O>(List<Operation<I, O>> operations) {

    public History {
        operations = List.copyOf(operations);
    }

    /** What was known at a moment: operations that returned later are under way, those invoked later are not there. */
    History<I, O> until(long moment) {
        List<Operation<I, O>> known = new ArrayList<>();
        for (Operation<I, O> operation : operations) {
            if (operation.invokedAt() <= moment) {
                known.add(
                        operation.returnedAt() <= moment
                                ? operation
                                : new Operation<>(
                                        operation.client(),
                                        operation.input(),
                                        operation.invokedAt(),
                                        new Outcome.Unknown<>()));
            }
        }
        return new History<>(known);
    }

    /** The moments at which operations returned, ascending, each once. */
    long[] returns() {
        return operations.stream()
                .filter(operation -> operation.outcome() instanceof Outcome.Returned<O>)
                .mapToLong(Operation::returnedAt)
                .sorted()
                .distinct()
                .toArray();
    }

    /** The earliest invocation. */
    long origin() {
        return operations.stream().mapToLong(Operation::invokedAt).min().orElse(0);
    }
}

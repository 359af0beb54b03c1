package dev.paxoswasm.simulation.history;

import java.util.ArrayList;
import java.util.List;

/** Tries every order of every subset that has all that was answered. */
final class BruteForce {
    private BruteForce() {}

    static <S, I, O> boolean isLinearizable(SequentialSpecification<S, I, O> specification, History<I, O> history) {
        return canContinue(specification, specification.initial(), history.operations());
    }

    private static <S, I, O> boolean canContinue(
            SequentialSpecification<S, I, O> specification, S state, List<Operation<I, O>> left) {
        if (left.stream().noneMatch(operation -> operation.outcome() instanceof Outcome.Returned<O>)) {
            return true;
        }
        for (Operation<I, O> operation : left) {
            if (left.stream().noneMatch(other -> other.precedes(operation))) {
                List<S> successors = switch (operation.outcome()) {
                    case Outcome.Returned<O>(O output, long _) ->
                        specification.after(state, operation.input(), output).stream()
                                .toList();
                    case Outcome.Unknown<O>() -> specification.afterUnanswered(state, operation.input());
                };
                List<Operation<I, O>> without = new ArrayList<>(left);
                without.remove(operation);
                for (S successor : successors) {
                    if (canContinue(specification, successor, without)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}

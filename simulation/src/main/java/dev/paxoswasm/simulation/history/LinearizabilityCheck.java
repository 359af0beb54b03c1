package dev.paxoswasm.simulation.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Judges any history by a sequential specification. The time it takes grows with the number of operations under way at
 * once, in the worst case exponentially; histories of thousands of operations with tens of clients are usual.
 */
public final class LinearizabilityCheck {

    private LinearizabilityCheck() {}

    /** A history that is not linearizable is explained by its shortest prefix that is not. */
    public static <S, I, O> Verdict<I, O> check(SequentialSpecification<S, I, O> specification, History<I, O> history) {
        LinearizationSearch<S, I, O> search = new LinearizationSearch<>(specification, history);
        return search.succeeds() ? new Verdict.Linearizable<>(search.longest()) : explain(specification, history);
    }

    /** A prefix of a linearizable history is linearizable, so the shortest wrong one is found by halving. */
    private static <S, I, O> Verdict<I, O> explain(
            SequentialSpecification<S, I, O> specification, History<I, O> history) {
        long[] returns = history.returns();
        int right = -1;
        int wrong = returns.length - 1;
        while (wrong - right > 1) {
            int middle = (right + wrong) >>> 1;
            if (new LinearizationSearch<>(specification, history.until(returns[middle])).succeeds()) {
                right = middle;
            } else {
                wrong = middle;
            }
        }
        History<I, O> prefix = history.until(returns[wrong]);
        LinearizationSearch<S, I, O> search = new LinearizationSearch<>(specification, prefix);
        if (search.succeeds()) {
            throw new IllegalStateException("the specification accepts a history, but refuses a prefix of it");
        }
        return new Verdict.NotLinearizable<>(
                "no order of the first " + (wrong + 1) + " answers explains the last of them; "
                        + search.longest().size() + " of the operations can be ordered, these remain",
                remaining(prefix, search.longest()),
                history.origin());
    }

    private static <I, O> List<Operation<I, O>> remaining(History<I, O> prefix, List<Operation<I, O>> ordered) {
        List<Operation<I, O>> remaining = new ArrayList<>(prefix.operations());
        ordered.forEach(remaining::remove);
        remaining.sort(Comparator.comparingLong(Operation::invokedAt));
        return remaining;
    }
}

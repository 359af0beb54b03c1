package dev.paxoswasm.simulation.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Judges histories of a replicated log, in the time it takes to sort them. It comes to the same verdict as
 * {@link LinearizabilityCheck} with {@link ReplicatedLog}, by use of what a log has and other objects have not: its
 * answers tell the order. An append stands at its slot; a read stands where the log was filled as far as it saw, after
 * the append to that slot; reads that saw the same length do not change each other. So the answers must agree on what
 * stands in each slot, and nothing may stand before what preceded it in time.
 */
public final class ReplicatedLogCheck {

    private ReplicatedLogCheck() {}

    /**
     * A wrong history is explained by the one or two operations that cannot be in one log.
     *
     * @throws IllegalArgumentException if two appends have one value
     */
    public static Verdict<LogOperation, LogOperation.Answer> check(History<LogOperation, LogOperation.Answer> history) {
        LogContents log = new LogContents(history);
        List<Operation<LogOperation, LogOperation.Answer>> byInvocation = new ArrayList<>(history.operations());
        byInvocation.sort(Comparator.comparingLong(Operation::invokedAt));
        for (Operation<LogOperation, LogOperation.Answer> operation : byInvocation) {
            Optional<LogContents.Contradiction> contradiction = log.add(operation);
            if (contradiction.isPresent()) {
                return wrong(contradiction.get(), history);
            }
        }
        List<Placed> order = new ArrayList<>();
        byInvocation.forEach(operation -> place(operation, log).ifPresent(order::add));
        order.sort(Comparator.comparingLong(Placed::slot).thenComparing(Placed::isRead));
        return outOfTime(order)
                .map(contradiction -> wrong(contradiction, history))
                .orElseGet(() -> new Verdict.Linearizable<>(
                        order.stream().map(Placed::operation).toList()));
    }

    /** @param slot of an append its slot, of a read how far it saw the log filled */
    private record Placed(long slot, Operation<LogOperation, LogOperation.Answer> operation) {
        boolean isRead() {
            return operation.input() instanceof LogOperation.Read;
        }

        boolean mayChangePlacesWith(Placed other) {
            return slot == other.slot && isRead() && other.isRead();
        }
    }

    /** Where an operation stands in the order; nowhere if no answer shows that it ever took effect. */
    private static Optional<Placed> place(
            Operation<LogOperation, LogOperation.Answer> operation, LogContents contents) {
        OptionalLong slot = switch (operation.input()) {
            case LogOperation.Append(String value) -> contents.slotOf(value);
            case LogOperation.Read _ ->
                operation.outcome() instanceof Outcome.Returned<LogOperation.Answer>(LogOperation.Page page, long _)
                        ? OptionalLong.of(page.chosenThrough())
                        : OptionalLong.empty();
        };
        return slot.isPresent() ? Optional.of(new Placed(slot.getAsLong(), operation)) : Optional.empty();
    }

    /**
     * Compares each with the latest invoked of those before it; reads that may change places are compared with none of
     * them.
     */
    private static Optional<LogContents.Contradiction> outOfTime(List<Placed> order) {
        Optional<Placed> latest = Optional.empty();
        for (int from = 0, to; from < order.size(); from = to) {
            for (to = from + 1; to < order.size() && order.get(to).mayChangePlacesWith(order.get(from)); ) {
                to++;
            }
            for (Placed placed : order.subList(from, to)) {
                if (latest.isPresent()
                        && placed.operation().precedes(latest.get().operation())) {
                    return Optional.of(outOfTime(placed, latest.get()));
                }
            }
            for (Placed placed : order.subList(from, to)) {
                if (latest.isEmpty()
                        || placed.operation().invokedAt()
                                > latest.get().operation().invokedAt()) {
                    latest = Optional.of(placed);
                }
            }
        }
        return Optional.empty();
    }

    private static LogContents.Contradiction outOfTime(Placed earlier, Placed later) {
        String reason = switch (earlier.operation().input()) {
            case LogOperation.Append _ ->
                later.isRead()
                        ? "the later read saw no more than " + later.slot() + " slots, the append was in slot "
                                + earlier.slot() + " already"
                        : "the later append got the earlier slot";
            case LogOperation.Read _ ->
                later.isRead()
                        ? "the later read saw fewer slots"
                        : "the read saw slot " + later.slot() + " filled before its value was appended";
        };
        return new LogContents.Contradiction(reason, List.of(earlier.operation(), later.operation()));
    }

    private static Verdict<LogOperation, LogOperation.Answer> wrong(
            LogContents.Contradiction contradiction, History<LogOperation, LogOperation.Answer> history) {
        return new Verdict.NotLinearizable<>(contradiction.reason(), contradiction.operations(), history.origin());
    }
}

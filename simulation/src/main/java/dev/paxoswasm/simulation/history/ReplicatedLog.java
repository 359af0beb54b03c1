package dev.paxoswasm.simulation.history;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A log in which each append gets a slot above all that are filled. Slots that it skips are filled with no-ops, and so
 * may be those above the last value: a read tells how far the log is filled, and nothing is appended below that
 * afterwards.
 *
 * <p>An append whose answer nobody saw stands where reads of this history show its value. Where none does, it may as
 * well never have happened.
 *
 * <p>States keep the whole log, and skipped slots leave the general check much to try: {@link ReplicatedLogCheck} is
 * what judges long histories.
 */
public final class ReplicatedLog
        implements SequentialSpecification<ReplicatedLog.State, LogOperation, LogOperation.Answer> {

    /**
     * @param filledThrough slots up to this one do not change any more
     * @param values by slot
     */
    public record State(long filledThrough, Map<Long, String> values) {}

    private final Map<String, Set<Long>> seen = new HashMap<>();

    /** @param history in which no two appends have one value */
    public ReplicatedLog(History<LogOperation, LogOperation.Answer> history) {
        for (Operation<LogOperation, LogOperation.Answer> operation : history.operations()) {
            if (operation.outcome() instanceof Outcome.Returned<LogOperation.Answer>(LogOperation.Answer answer, long _)
                    && answer instanceof LogOperation.Page page) {
                page.entries()
                        .forEach(entry -> entry.value()
                                .ifPresent(value -> seen.computeIfAbsent(value, _ -> new TreeSet<>())
                                        .add(entry.slot())));
            }
        }
    }

    @Override
    public State initial() {
        return new State(0, Map.of());
    }

    @Override
    public Optional<State> after(State state, LogOperation input, LogOperation.Answer output) {
        return switch (input) {
            case LogOperation.Append(String value) ->
                output instanceof LogOperation.Appended(long slot) ? append(state, value, slot) : Optional.empty();
            case LogOperation.Read read ->
                output instanceof LogOperation.Page page && shows(page, read, state)
                        ? Optional.of(new State(page.chosenThrough(), state.values()))
                        : Optional.empty();
        };
    }

    @Override
    public List<State> afterUnanswered(State state, LogOperation input) {
        return switch (input) {
            case LogOperation.Append(String value) ->
                seen.getOrDefault(value, Set.of()).stream()
                        .flatMap(slot -> append(state, value, slot).stream())
                        .toList();
            case LogOperation.Read _ -> List.of();
        };
    }

    private static Optional<State> append(State state, String value, long slot) {
        if (slot <= state.filledThrough()) {
            return Optional.empty();
        }
        Map<Long, String> values = new HashMap<>(state.values());
        values.put(slot, value);
        return Optional.of(new State(slot, values));
    }

    private static boolean shows(LogOperation.Page page, LogOperation.Read read, State state) {
        return page.chosenThrough() >= state.filledThrough()
                && isWellFormed(page, read)
                && page.entries().stream()
                        .allMatch(entry -> entry.value()
                                .equals(Optional.ofNullable(state.values().get(entry.slot()))));
    }

    /** Whether a page answers a read at all: slots in a row from the first that was asked for, all of them filled. */
    static boolean isWellFormed(LogOperation.Page page, LogOperation.Read read) {
        long next = read.firstSlot();
        for (LogOperation.Entry entry : page.entries()) {
            if (entry.slot() != next++) {
                return false;
            }
        }
        return page.entries().size() <= read.maxEntries()
                && (page.entries().isEmpty() || next - 1 <= page.chosenThrough());
    }
}

package dev.paxoswasm.simulation.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** What the answers of a history say of a log: which value stands in which slot. All of them must say the same. */
final class LogContents {

    /** @param operation whose answer said so first */
    private record Witness(LogOperation.Entry entry, Operation<LogOperation, LogOperation.Answer> operation) {}

    private final Set<String> appended = new HashSet<>();
    private final Map<Long, Witness> bySlot = new HashMap<>();
    private final Map<String, Witness> byValue = new HashMap<>();

    LogContents(History<LogOperation, LogOperation.Answer> history) {
        for (Operation<LogOperation, LogOperation.Answer> operation : history.operations()) {
            if (operation.input() instanceof LogOperation.Append(String value) && !appended.add(value)) {
                throw new IllegalArgumentException("two appends have the value '" + value + "'");
            }
        }
    }

    /** Where a value stands, as far as any answer told. */
    OptionalLong slotOf(String value) {
        Witness witness = byValue.get(value);
        return witness == null
                ? OptionalLong.empty()
                : OptionalLong.of(witness.entry().slot());
    }

    /** Adds what an operation was answered; what is wrong with that, if anything is. */
    Optional<Contradiction> add(Operation<LogOperation, LogOperation.Answer> operation) {
        if (!(operation.outcome()
                instanceof Outcome.Returned<LogOperation.Answer>(LogOperation.Answer answer, long _))) {
            return Optional.empty();
        }
        return switch (operation.input()) {
            case LogOperation.Append(String value) ->
                answer instanceof LogOperation.Appended(long slot) && slot >= 1
                        ? add(operation, new LogOperation.Entry(slot, Optional.of(value)))
                        : malformed(operation);
            case LogOperation.Read read ->
                answer instanceof LogOperation.Page page && ReplicatedLog.isWellFormed(page, read)
                        ? page.entries().stream()
                                .flatMap(entry -> add(operation, entry).stream())
                                .findFirst()
                        : malformed(operation);
        };
    }

    private static Optional<Contradiction> malformed(Operation<LogOperation, LogOperation.Answer> operation) {
        return Optional.of(new Contradiction("this is no answer to what was asked", List.of(operation)));
    }

    private Optional<Contradiction> add(
            Operation<LogOperation, LogOperation.Answer> operation, LogOperation.Entry entry) {
        Witness witness = new Witness(entry, operation);
        Witness same = bySlot.putIfAbsent(entry.slot(), witness);
        if (same != null && !same.entry().equals(entry)) {
            return contradiction("two answers differ in what stands in slot " + entry.slot(), same, operation);
        }
        if (entry.value().isEmpty()) {
            return Optional.empty();
        }
        String value = entry.value().get();
        if (!appended.contains(value)) {
            return Optional.of(new Contradiction("nobody appended '" + value + "'", List.of(operation)));
        }
        Witness other = byValue.putIfAbsent(value, witness);
        if (other != null && other.entry().slot() != entry.slot()) {
            return contradiction(
                    "'" + value + "' was appended once, and stands in slots "
                            + other.entry().slot() + " and " + entry.slot(),
                    other,
                    operation);
        }
        return Optional.empty();
    }

    private static Optional<Contradiction> contradiction(
            String reason, Witness first, Operation<LogOperation, LogOperation.Answer> second) {
        return Optional.of(new Contradiction(
                reason, first.operation().equals(second) ? List.of(second) : List.of(first.operation(), second)));
    }

    /** Operations whose answers cannot all be right, and why. */
    record Contradiction(String reason, List<Operation<LogOperation, LogOperation.Answer>> operations) {}
}

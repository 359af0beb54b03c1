package dev.paxoswasm.simulation.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes histories of a log as tests want to read them. Each operation has its own client. */
final class LogHistory {
    private final List<Operation<LogOperation, LogOperation.Answer>> operations = new ArrayList<>();

    LogHistory append(long from, long to, String value, long slot) {
        return add(from, new LogOperation.Append(value), new Outcome.Returned<>(new LogOperation.Appended(slot), to));
    }

    LogHistory appendUnanswered(long from, String value) {
        return add(from, new LogOperation.Append(value), new Outcome.Unknown<>());
    }

    /** Reads from slot 1 all of a log that is as long as what is read; a value "-" is a no-op. */
    LogHistory read(long from, long to, String... values) {
        return readPart(from, to, 1, values.length, values);
    }

    LogHistory readPart(long from, long to, long firstSlot, long chosenThrough, String... values) {
        List<LogOperation.Entry> entries = new ArrayList<>();
        for (String value : values) {
            entries.add(new LogOperation.Entry(
                    firstSlot + entries.size(), value.equals("-") ? Optional.empty() : Optional.of(value)));
        }
        return add(
                from,
                new LogOperation.Read(firstSlot, 100),
                new Outcome.Returned<>(new LogOperation.Page(entries, chosenThrough), to));
    }

    LogHistory readUnanswered(long from) {
        return add(from, new LogOperation.Read(1, 100), new Outcome.Unknown<>());
    }

    LogHistory add(long from, LogOperation input, Outcome<LogOperation.Answer> outcome) {
        operations.add(new Operation<>(operations.size() + 1, input, from, outcome));
        return this;
    }

    History<LogOperation, LogOperation.Answer> history() {
        return new History<>(operations);
    }
}

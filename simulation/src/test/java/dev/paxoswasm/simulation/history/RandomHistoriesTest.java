package dev.paxoswasm.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The checks agree with each other, and with one that tries everything. */
class RandomHistoriesTest {
    private static final int HISTORIES = 20_000;
    private static final long SEED = 1990;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void of_a_register() {
        int right = 0;
        for (int i = 0; i < HISTORIES; i++) {
            History<Register.Request, Integer> history = registerHistory();
            boolean expected = BruteForce.isLinearizable(new Register(), history);
            assertThat(LinearizabilityCheck.check(new Register(), history).isLinearizable())
                    .as("%s", history)
                    .isEqualTo(expected);
            right += expected ? 1 : 0;
        }
        assertThat(right).as("both kinds occur").isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
    }

    @Test
    void of_a_log() {
        int right = 0;
        for (int i = 0; i < HISTORIES; i++) {
            History<LogOperation, LogOperation.Answer> history = logHistory();
            ReplicatedLog specification = new ReplicatedLog(history);
            boolean expected = BruteForce.isLinearizable(specification, history);
            assertThat(LinearizabilityCheck.check(specification, history).isLinearizable())
                    .as("the general one: %s", history)
                    .isEqualTo(expected);
            assertThat(ReplicatedLogCheck.check(history).isLinearizable())
                    .as("that of the log: %s", history)
                    .isEqualTo(expected);
            right += expected ? 1 : 0;
        }
        assertThat(right).as("both kinds occur").isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
    }

    private History<Register.Request, Integer> registerHistory() {
        List<Operation<Register.Request, Integer>> operations = new ArrayList<>();
        int count = random.nextInt(1, 7);
        for (int i = 0; i < count; i++) {
            Register.Request input = random.nextBoolean() ? new Register.Read() : new Register.Write(random.nextInt(3));
            operations.add(operation(i, input, random.nextInt(3)));
        }
        return new History<>(operations);
    }

    /** Pages show a log that is the same for all, but for a slip now and then; slots and times are arbitrary. */
    private History<LogOperation, LogOperation.Answer> logHistory() {
        List<Operation<LogOperation, LogOperation.Answer>> operations = new ArrayList<>();
        int count = random.nextInt(1, 7);
        for (int i = 0; i < count; i++) {
            if (random.nextBoolean()) {
                long slot = random.nextInt(4) == 0 ? random.nextLong(1, 5) : 1 + i % 4;
                operations.add(operation(i, new LogOperation.Append("v" + i), new LogOperation.Appended(slot)));
            } else {
                operations.add(operation(i, new LogOperation.Read(1, 4), page(operations)));
            }
        }
        return new History<>(operations);
    }

    private LogOperation.Page page(List<Operation<LogOperation, LogOperation.Answer>> before) {
        List<LogOperation.Entry> entries = new ArrayList<>();
        int length = random.nextInt(4);
        for (int slot = 1; slot <= length; slot++) {
            entries.add(new LogOperation.Entry(slot, value(slot, before)));
        }
        return new LogOperation.Page(entries, length + (random.nextInt(6) == 0 ? 1 : 0));
    }

    private Optional<String> value(int slot, List<Operation<LogOperation, LogOperation.Answer>> before) {
        if (random.nextInt(12) == 0) {
            return Optional.of("v" + random.nextInt(7));
        }
        int writer = slot - 1;
        return writer < before.size() && before.get(writer).input() instanceof LogOperation.Append(String value)
                ? Optional.of(value)
                : Optional.empty();
    }

    private <I, O> Operation<I, O> operation(int client, I input, O output) {
        long from = random.nextLong(12);
        boolean answered = random.nextInt(5) > 0;
        return new Operation<>(
                client,
                input,
                from,
                answered ? new Outcome.Returned<>(output, from + random.nextLong(1, 8)) : new Outcome.Unknown<>());
    }
}

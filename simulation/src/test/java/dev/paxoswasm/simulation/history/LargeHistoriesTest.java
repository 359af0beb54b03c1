package dev.paxoswasm.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Histories as long as tests of whole clusters bring them up, of objects that are right; then with one answer
 * falsified.
 */
@Timeout(60)
class LargeHistoriesTest {
    private static final int CLIENTS = 24;

    @Test
    void the_check_of_the_log_judges_a_hundred_thousand_operations() {
        List<Operation<LogOperation, LogOperation.Answer>> operations = logOperations(calls(100_000));
        assertThat(ReplicatedLogCheck.check(new History<>(operations)).isLinearizable())
                .isTrue();

        operations.add(last(operations, new LogOperation.Read(1, 10), new LogOperation.Page(List.of(), 3)));

        assertThat(ReplicatedLogCheck.check(new History<>(operations)).isLinearizable())
                .isFalse();
    }

    @Test
    void the_general_check_judges_thousands() {
        List<Operation<Register.Request, Integer>> operations = registerOperations(calls(2_000));
        assertThat(LinearizabilityCheck.check(new Register(), new History<>(operations))
                        .isLinearizable())
                .isTrue();

        operations.add(last(operations, new Register.Read(), 3));

        assertThat(LinearizabilityCheck.check(new Register(), new History<>(operations))
                        .isLinearizable())
                .isFalse();
    }

    /** A call that takes effect at a moment within its time. */
    private record Call(int number, int client, long from, long effectAt, long to, boolean answered) {
        <I, O> Operation<I, O> operation(I input, O output) {
            return new Operation<>(
                    client, input, from, answered ? new Outcome.Returned<>(output, to) : new Outcome.Unknown<>());
        }
    }

    /** Of clients that each do one after the other, in the order in which they take effect. */
    private static List<Call> calls(int count) {
        SplittableRandom random = new SplittableRandom(count);
        List<Call> calls = new ArrayList<>();
        long[] free = new long[CLIENTS];
        for (int i = 1; i <= count; i++) {
            int client = i % CLIENTS;
            long from = free[client] + random.nextLong(1, 50);
            long to = from + random.nextLong(2, 100);
            free[client] = to;
            calls.add(new Call(i, client, from, random.nextLong(from, to), to, random.nextInt(200) > 0));
        }
        calls.sort(Comparator.comparingLong(Call::effectAt));
        return calls;
    }

    private static List<Operation<LogOperation, LogOperation.Answer>> logOperations(List<Call> calls) {
        List<Operation<LogOperation, LogOperation.Answer>> operations = new ArrayList<>();
        List<LogOperation.Entry> log = new ArrayList<>();
        for (Call call : calls) {
            if (call.number() % 3 == 0) {
                int before = Math.max(0, log.size() - 10);
                operations.add(call.operation(
                        new LogOperation.Read(before + 1, 10),
                        new LogOperation.Page(log.subList(before, log.size()), log.size())));
            } else {
                String value = "value " + call.number();
                log.add(new LogOperation.Entry(log.size() + 1, Optional.of(value)));
                operations.add(call.operation(new LogOperation.Append(value), new LogOperation.Appended(log.size())));
            }
        }
        return operations;
    }

    private static List<Operation<Register.Request, Integer>> registerOperations(List<Call> calls) {
        List<Operation<Register.Request, Integer>> operations = new ArrayList<>();
        int number = 0;
        for (Call call : calls) {
            if (call.number() % 3 == 0) {
                operations.add(call.operation(new Register.Read(), number));
            } else {
                operations.add(call.operation(new Register.Write(call.number()), number));
                number = call.number();
            }
        }
        return operations;
    }

    /** One that begins after all that returned. */
    private static <I, O> Operation<I, O> last(List<Operation<I, O>> operations, I input, O output) {
        long end = operations.stream()
                .mapToLong(Operation::returnedAt)
                .filter(at -> at < Long.MAX_VALUE)
                .max()
                .orElseThrow();
        return new Operation<>(CLIENTS, input, end + 1, new Outcome.Returned<>(output, end + 2));
    }
}

package dev.paxoswasm.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizabilityCheckTest {

    private static Operation<Register.Request, Integer> write(int client, long from, long to, int number, int before) {
        return new Operation<>(client, new Register.Write(number), from, new Outcome.Returned<>(before, to));
    }

    private static Operation<Register.Request, Integer> writeUnanswered(int client, long from, int number) {
        return new Operation<>(client, new Register.Write(number), from, new Outcome.Unknown<>());
    }

    private static Operation<Register.Request, Integer> read(int client, long from, long to, int number) {
        return new Operation<>(client, new Register.Read(), from, new Outcome.Returned<>(number, to));
    }

    private static Verdict<Register.Request, Integer> check(List<Operation<Register.Request, Integer>> operations) {
        return LinearizabilityCheck.check(new Register(), new History<>(operations));
    }

    @Test
    void the_order_it_finds_explains_every_answer() {
        Operation<Register.Request, Integer> one = write(1, 0, 10, 1, 2);
        Operation<Register.Request, Integer> two = write(2, 1, 9, 2, 0);
        Operation<Register.Request, Integer> seen = read(3, 2, 8, 2);

        assertThat(check(List.of(one, two, seen))).isEqualTo(new Verdict.Linearizable<>(List.of(two, seen, one)));
    }

    @Test
    void what_got_no_answer_may_take_effect_long_after_or_never() {
        assertThat(check(List.of(writeUnanswered(1, 0, 7), read(2, 5, 6, 0), read(2, 8, 9, 7)))
                        .isLinearizable())
                .isTrue();
        assertThat(check(List.of(writeUnanswered(1, 0, 7), read(2, 5, 6, 0), read(2, 8, 9, 0)))
                        .isLinearizable())
                .isTrue();
        assertThat(check(List.of(writeUnanswered(1, 0, 7), read(2, 5, 6, 7), read(2, 8, 9, 0)))
                        .isLinearizable())
                .isFalse();
    }

    @Test
    void a_wrong_history_is_explained_by_its_shortest_wrong_prefix() {
        Verdict<Register.Request, Integer> verdict = check(List.of(
                write(1, 10, 11, 1, 0),
                read(2, 12, 13, 1),
                read(3, 14, 15, 0),
                write(1, 16, 17, 2, 1),
                read(2, 18, 19, 0)));

        assertThat(verdict).hasToString("""
                not linearizable: no order of the first 3 answers explains the last of them; 2 of the operations can be \
                ordered, these remain
                  [4, 5] client 3: Read[] → 0""");
    }
}

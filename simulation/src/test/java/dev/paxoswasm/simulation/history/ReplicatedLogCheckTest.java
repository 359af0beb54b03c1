package dev.paxoswasm.simulation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ReplicatedLogCheckTest {

    private record Case(String name, LogHistory history) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static LogHistory log() {
        return new LogHistory();
    }

    static final List<Case> RIGHT = List.of(
            new Case("nothing", log()),
            new Case(
                    "one after the other",
                    log().append(1, 2, "a", 1).append(3, 4, "b", 2).read(5, 6, "a", "b")),
            new Case(
                    "appends under way together, in either order",
                    log().append(1, 9, "a", 2).append(2, 8, "b", 1)),
            new Case(
                    "a slot skipped",
                    log().append(1, 2, "a", 1).append(3, 4, "b", 3).read(5, 6, "a", "-", "b")),
            new Case(
                    "a read beside an append sees it",
                    log().append(1, 9, "a", 1).read(2, 3, "a")),
            new Case(
                    "a read beside an append does not see it",
                    log().append(1, 9, "a", 1).read(2, 3)),
            new Case(
                    "reads that begin together",
                    log().append(1, 9, "a", 1).read(2, 5, "a").read(2, 6)),
            new Case(
                    "no answer, and read later",
                    log().appendUnanswered(1, "a").read(5, 6).read(7, 8, "a")),
            new Case(
                    "no answer, and never read",
                    log().appendUnanswered(1, "a").append(5, 6, "b", 1).read(7, 8, "b")),
            new Case("no answer to a read", log().append(1, 2, "a", 1).readUnanswered(3)),
            new Case(
                    "no-ops after the last value",
                    log().append(1, 2, "a", 1).read(3, 4, "a", "-").append(5, 6, "b", 3)),
            new Case(
                    "a part from the middle",
                    log().append(1, 2, "a", 1).append(3, 4, "b", 2).readPart(5, 6, 2, 2, "b")),
            new Case(
                    "less than there is",
                    log().append(1, 2, "a", 1).append(3, 4, "b", 2).readPart(5, 6, 1, 2, "a")),
            new Case(
                    "returns when the next begins: concurrent",
                    log().append(1, 5, "a", 2).append(5, 6, "b", 1)));

    static final List<Case> WRONG = List.of(
            new Case("a stale read", log().append(1, 2, "a", 1).read(3, 4)),
            new Case(
                    "a lost append",
                    log().append(1, 2, "a", 1).append(3, 4, "b", 2).read(5, 6, "a", "-")),
            new Case(
                    "a lost append, overwritten",
                    log().append(1, 2, "a", 1).appendUnanswered(1, "b").read(5, 6, "b")),
            new Case("two appends in one slot", log().append(1, 9, "a", 1).append(2, 8, "b", 1)),
            new Case("appends reordered", log().append(1, 2, "a", 2).append(3, 4, "b", 1)),
            new Case(
                    "a value twice, acknowledged once",
                    log().append(1, 2, "a", 1).read(3, 4, "a", "a")),
            new Case(
                    "a value twice, never acknowledged",
                    log().appendUnanswered(1, "a").read(3, 4, "a", "a")),
            new Case("a value in another slot", log().append(1, 2, "a", 1).read(3, 4, "-", "a")),
            new Case("a value nobody appended", log().read(1, 2, "a")),
            new Case("a value before its append", log().read(1, 2, "a").append(3, 4, "a", 1)),
            new Case(
                    "a read that goes back",
                    log().appendUnanswered(1, "a").read(2, 3, "a").read(4, 5)),
            new Case("a length that goes back", log().read(1, 2, "-", "-").read(3, 4, "-")),
            new Case(
                    "an append to a slot that was seen filled",
                    log().read(1, 2, "-").append(3, 4, "a", 1)),
            new Case(
                    "two reads that differ",
                    log().appendUnanswered(1, "a")
                            .appendUnanswered(1, "b")
                            .read(2, 9, "a")
                            .read(2, 9, "b")),
            new Case(
                    "no answer, and read before it was sent",
                    log().read(1, 2, "a").appendUnanswered(3, "a")),
            new Case(
                    "a slot left out of a page",
                    log().append(1, 2, "a", 1)
                            .add(
                                    3,
                                    new LogOperation.Read(2, 5),
                                    new Outcome.Returned<>(
                                            new LogOperation.Page(
                                                    List.of(new LogOperation.Entry(1, java.util.Optional.of("a"))), 1),
                                            4))),
            new Case("a page beyond what is chosen", log().append(1, 9, "a", 1).readPart(2, 3, 1, 0, "a")),
            new Case("slot 0", log().append(1, 2, "a", 0)));

    @ParameterizedTest(name = "{0}")
    @FieldSource("RIGHT")
    void accepts(Case right) {
        assertThat(ReplicatedLogCheck.check(right.history().history()).isLinearizable())
                .isTrue();
        assertThat(generic(right.history().history()).isLinearizable()).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("WRONG")
    void refuses(Case wrong) {
        assertThat(ReplicatedLogCheck.check(wrong.history().history()).isLinearizable())
                .isFalse();
        assertThat(generic(wrong.history().history()).isLinearizable()).isFalse();
    }

    private static Verdict<LogOperation, LogOperation.Answer> generic(
            History<LogOperation, LogOperation.Answer> history) {
        return LinearizabilityCheck.check(new ReplicatedLog(history), history);
    }

    @Test
    void says_which_operations_contradict_each_other() {
        LogHistory wrong = log().append(101, 102, "a", 1)
                .append(103, 104, "b", 2)
                .append(103, 109, "c", 3)
                .read(105, 106, "a");

        assertThat(ReplicatedLogCheck.check(wrong.history())).hasToString("""
                not linearizable: the later read saw no more than 1 slots, the append was in slot 2 already
                  [2, 3] client 2: append 'b' → slot 2
                  [4, 5] client 4: read 100 from slot 1 → [1='a'] of 1""");
    }

    @Test
    void two_appends_of_one_value_cannot_be_told_apart() {
        LogHistory twice = log().append(1, 2, "a", 1).append(3, 4, "a", 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicatedLogCheck.check(twice.history()))
                .withMessageContaining("'a'");
    }
}

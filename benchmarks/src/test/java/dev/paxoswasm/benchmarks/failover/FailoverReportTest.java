package dev.paxoswasm.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.benchmarks.failover.Failover.Outcome;
import dev.paxoswasm.benchmarks.failover.Failover.Result;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailoverReportTest {
    private static final List<Outcome> TEN = IntStream.rangeClosed(1, 10)
            .mapToObj(i -> new Outcome(i * 100, i * 100 - 50, i == 10 ? 3 : 1))
            .toList();

    @Test
    void figures_are_given_by_nearest_rank() {
        assertThat(FailoverReport.text(new Result(TEN, 28_479, List.of())).lines())
                .containsExactly(
                        "  writes resumed after  median 500 ms, p90 900 ms, worst 1,000 ms",
                        "  longest gap           median 450 ms, p90 850 ms, worst 950 ms",
                        "  elections             9 times one, 1 times more, at most 3",
                        "  acknowledged          28,479, of which 0 are not in the log ");
    }

    @Test
    void lost_values_are_named_by_their_slots() {
        Result result = new Result(TEN.subList(0, 1), 3, List.of(17L, 21L));

        assertThat(FailoverReport.text(result))
                .contains("acknowledged          3, of which 2 are not in the log [17, 21]");
        assertThat(FailoverReport.json(result)).contains("\"acknowledged\" : 3", "\"lost\" : 2");
    }

    @Test
    void json_has_an_object_a_kill() {
        assertThat(FailoverReport.json(new Result(TEN.subList(8, 10), 1, List.of())))
                .containsSubsequence(
                        "\"resumedMillis\" : 900.0",
                        "\"gapMillis\" : 850.0",
                        "\"elections\" : 1",
                        "\"resumedMillis\" : 1000.0",
                        "\"elections\" : 3");
    }
}

package dev.paxoswasm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void percentiles_are_those_of_all_parts_together_by_nearest_rank() {
        Latencies odd = new Latencies();
        Latencies even = new Latencies();
        for (int millis = 2_000; millis >= 1; millis--) {
            (millis % 2 == 0 ? even : odd).add(millis * 1_000_000L);
        }
        long[] sorted = Latencies.sorted(List.of(odd, even));

        assertThat(sorted).hasSize(2_000);
        assertThat(Latencies.percentile(sorted, 0.5)).isEqualTo(1_000);
        assertThat(Latencies.percentile(sorted, 0.99)).isEqualTo(1_980);
        assertThat(Latencies.percentile(sorted, 0.999)).isEqualTo(1_998);
        assertThat(Latencies.percentile(sorted, 1)).isEqualTo(2_000);
    }

    @Test
    void without_any_there_is_no_percentile() {
        assertThat(Latencies.percentile(new long[0], 0.5)).isNaN();
    }
}

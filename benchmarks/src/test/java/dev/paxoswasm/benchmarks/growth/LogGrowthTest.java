package dev.paxoswasm.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class LogGrowthTest {
    @Test
    void a_log_is_looked_at_at_each_power_of_ten_and_at_its_end() {
        assertThat(LogGrowth.lengths(1_000)).containsExactly(1_000L);
        assertThat(LogGrowth.lengths(100_000)).containsExactly(1_000L, 10_000L, 100_000L);
        assertThat(LogGrowth.lengths(250_000)).containsExactly(1_000L, 10_000L, 100_000L, 250_000L);
    }

    @Test
    void a_log_is_as_long_as_its_highest_acknowledged_slot() {
        Filling filling = new Filling(new PrintStream(OutputStream.nullOutputStream()));
        for (long slot : new long[] {3, 7, 5}) {
            filling.heard(new byte[0], slot, 0, 0);
        }

        assertThat(filling.length()).isEqualTo(7);
    }
}

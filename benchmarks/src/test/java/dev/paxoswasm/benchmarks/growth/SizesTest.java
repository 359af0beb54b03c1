package dev.paxoswasm.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SizesTest {
    private static Sizes of(String... arguments) {
        return CommandLine.populateCommand(new Sizes(), arguments);
    }

    @Test
    void rows_are_those_asked_for_and_the_usual_ones_elsewhere() {
        Sizes sizes = of("--learners=2,4");

        assertThat(sizes.learners()).containsExactly(2, 4);
        assertThat(sizes.acceptors()).containsExactly(3, 5, 7);
        assertThat(sizes.valueBytes()).startsWith(64).endsWith(1 << 20).hasSize(7);
        assertThat(sizes.complaint()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--value-sizes=64;1048577, --value-sizes must each be from 1 to 1048576",
        "--acceptors=0, --acceptors must each be from 1 to 25",
        "--learners=26, --learners must each be from 1 to 25",
        "--clients=1;10001, --clients must each be from 1 to 10000"
    })
    void what_is_out_of_range_is_named_with_the_range(String argument, String complaint) {
        assertThat(of(argument.replace(';', ',')).complaint()).contains(complaint);
    }
}

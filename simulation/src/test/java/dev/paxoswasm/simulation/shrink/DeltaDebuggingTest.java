package dev.paxoswasm.simulation.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeltaDebuggingTest {

    private static final List<Integer> ITEMS = IntStream.range(0, 40).boxed().toList();

    @Test
    void what_the_failure_needs_remains_in_order() {
        assertThat(DeltaDebugging.minimize(ITEMS, some -> some.containsAll(List.of(3, 17, 38))))
                .containsExactly(3, 17, 38);
    }

    @Test
    void nothing_remains_where_nothing_is_needed() {
        assertThat(DeltaDebugging.minimize(ITEMS, some -> true)).isEmpty();
    }

    @Test
    void all_remains_where_all_is_needed() {
        assertThat(DeltaDebugging.minimize(ITEMS, some -> some.size() == ITEMS.size()))
                .isEqualTo(ITEMS);
    }
}

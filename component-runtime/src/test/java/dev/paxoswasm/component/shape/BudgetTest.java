package dev.paxoswasm.component.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.paxoswasm.component.core.Interruption;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is charged costs no more than it is charged for, and can be stopped. */
class BudgetTest {

    /** A set that is too large to be looked through. */
    private static final class Large extends AbstractSet<Integer> {

        @Override
        public Iterator<Integer> iterator() {
            throw new AssertionError("looked through");
        }

        @Override
        public boolean contains(Object o) {
            return o.equals(1);
        }

        @Override
        public int size() {
            return 1_000_000;
        }
    }

    @Test
    void chargingStopsWhenTheThreadIsInterrupted() {
        Budget budget = new Budget();
        Thread.currentThread().interrupt();
        Throwable stopped = catchThrowable(() -> {
            for (int i = 0; i < 10_000; i++) {
                budget.charge(1, 0);
            }
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Interruption.is(stopped)).isTrue();
    }

    @Test
    void ofTwoSetsTheSmallerIsLookedThrough() {
        Set<Integer> large = new Large();
        assertThat(Sets.disjoint(large, Set.of(0, 2))).isTrue();
        assertThat(Sets.disjoint(Set.of(0, 2), large)).isTrue();
        assertThat(Sets.disjoint(large, Set.of(0, 1))).isFalse();
        assertThat(Sets.disjoint(Set.of(0, 1), large)).isFalse();
    }
}

package dev.paxoswasm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.simulation.world.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The built components keep every invariant under all faults. */
class SimulationTest {

    private static final long SEEDS = 500;

    private final Simulator simulator = Simulator.ofBuilt();

    @Test
    void no_seed_breaks_an_invariant() throws InterruptedException {
        Summary summary = simulator.run(1, SEEDS, Runtime.getRuntime().availableProcessors(), progress -> {});
        System.out.print(summary.text());
        for (Map.Entry<Long, Outcome.Failure> failure : summary.failures().entrySet()) {
            System.out.println(simulator.shrink(failure.getKey()).text());
        }
        assertThat(summary.failures())
                .as("to see one again: ./paxos simulate --from SEED --seeds 1")
                .isEmpty();
        assertThat(summary.seeds()).isEqualTo(SEEDS);
        // Trouble worth the name, and work done in spite of it.
        assertThat(summary.crashes()).isGreaterThan(5 * SEEDS);
        assertThat(summary.elections()).isGreaterThan(2 * SEEDS);
        assertThat(summary.chosen()).isGreaterThan(20 * SEEDS);
        assertThat(summary.forgotten()).isGreaterThan(SEEDS / 2);
        assertThat(summary.rolledBack()).isPositive();
        assertThat(summary.lostRounds()).isGreaterThan(SEEDS / 5);
        assertThat(summary.merged()).isGreaterThan(2 * SEEDS);
    }

    @Test
    void a_seed_replays_bit_for_bit() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(simulator.run(seed)).isEqualTo(simulator.run(seed));
        }
        assertThat(simulator.run(1).hash()).isNotEqualTo(simulator.run(2).hash());
    }
}

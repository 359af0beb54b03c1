package dev.paxoswasm.simulation.languages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paxoswasm.simulation.Simulator;
import dev.paxoswasm.simulation.Summary;
import dev.paxoswasm.simulation.scenario.FaultKind;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.Components;
import dev.paxoswasm.simulation.world.HostMutant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The learner of {@code components/go} does what the one in Rust does; where it is built. */
class LearnerInGoTest {

    private static final Path BUILT = Path.of("..", "components", "go", "target", "components", "learner.wasm");
    private static final long SEEDS = Long.getLong("paxos.languages.seeds", 100);
    private static final long COMPARED_SEEDS = Long.getLong("paxos.languages.compared-seeds", 20);

    private final Simulator simulator =
            new Simulator(Components.built().with(Role.LEARNER, BUILT), HostMutant.NONE, Set.of(FaultKind.values()));

    @BeforeEach
    void it_is_built() {
        assumeTrue(Files.isReadable(BUILT), "there is no " + BUILT + ": components/go/build");
    }

    @Test
    void in_the_place_of_the_one_in_rust_no_seed_breaks_an_invariant() throws InterruptedException {
        Summary summary = simulator.run(1, SEEDS, Runtime.getRuntime().availableProcessors(), progress -> {});

        System.out.print(summary.text());
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.seeds()).isEqualTo(SEEDS);
    }

    @Test
    void whole_clusters_take_the_same_course_bit_for_bit() {
        for (long seed = 1; seed <= COMPARED_SEEDS; seed++) {
            assertThat(simulator.run(seed))
                    .as("seed %d", seed)
                    .isEqualTo(Simulator.ofBuilt().run(seed));
        }
    }
}

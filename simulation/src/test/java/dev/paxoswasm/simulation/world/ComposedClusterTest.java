package dev.paxoswasm.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.simulation.invariant.InvariantViolation;
import dev.paxoswasm.simulation.world.ComposedRun.Flushing;
import dev.paxoswasm.simulation.world.ComposedRun.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A cluster that is one component, under random schedules. {@code -Dpaxos.seeds=N} takes N seeds instead of the usual
 * ones, {@code -Dpaxos.seed=S} the one S.
 */
class ComposedClusterTest {

    private static final long SEEDS = Long.getLong("paxos.seeds", 20);
    private static final Long SEED = Long.getLong("paxos.seed");
    private static final long SEEDS_FOR_A_MUTANT = 100;

    @Test
    void every_invariant_holds_and_every_value_is_chosen_in_the_end() throws IOException {
        Component cluster = Component.parse(Composition.built().bytes());
        List<Outcome> outcomes = new ArrayList<>();
        for (long seed = SEED == null ? 1 : SEED; seed <= (SEED == null ? SEEDS : SEED); seed++) {
            try {
                outcomes.add(new ComposedRun(cluster, seed, Flushing.BEFORE_ANYTHING_LEAVES).run());
            } catch (InvariantViolation e) {
                throw new AssertionError("seed " + seed + " breaks " + e.invariant() + ": " + e.getMessage(), e);
            }
        }
        assertThat(outcomes.stream().mapToInt(Outcome::chosen).sum()).isGreaterThan(10 * outcomes.size());
        if (SEED == null) {
            assertThat(outcomes).anyMatch(it -> it.crashes() > 0).anyMatch(it -> it.rounds() > 0);
            assertThat(outcomes).anyMatch(it -> it.elections() > 2);
            assertThat(outcomes).allMatch(it -> it.duplicates() > 0 && it.losses() > 0);
        }
    }

    @Test
    void a_host_that_does_not_flush_before_anything_leaves_is_caught() throws IOException {
        Component cluster = Component.parse(Composition.built().bytes());
        assertThatThrownBy(() -> new ComposedRun(cluster, 1, Flushing.NEVER).run())
                .isInstanceOfSatisfying(
                        InvariantViolation.class,
                        it -> assertThat(it.invariant()).isEqualTo("acknowledged-is-durable"));
    }

    @ParameterizedTest
    @CsvSource({
        "acceptor-accepts-below-promise, acceptor",
        "acceptor-leaves-entry-out-of-promise, acceptor",
        "proposer-moves-value-to-another-slot, proposer",
        "proposer-reuses-ballot-after-restart, proposer",
        "learner-delivers-past-gap, learner",
    })
    void a_mutant_that_is_composed_in_is_caught(String mutant, String role) throws IOException {
        byte[] right = Files.readAllBytes(Composition.COMPONENTS.resolve(role + ".wasm"));
        byte[] wrong = Files.readAllBytes(Composition.COMPONENTS.resolve("mutants/" + mutant + ".wasm"));
        Component cluster =
                Component.parse(Composition.built().with(right, wrong).bytes());
        for (long seed = 1; seed <= SEEDS_FOR_A_MUTANT; seed++) {
            try {
                new ComposedRun(cluster, seed, Flushing.BEFORE_ANYTHING_LEAVES).run();
            } catch (InvariantViolation e) {
                System.out.println(mutant + " breaks " + e.invariant() + " at seed " + seed + ": " + e.getMessage());
                return;
            }
        }
        throw new AssertionError("no seed up to " + SEEDS_FOR_A_MUTANT + " catches " + mutant);
    }

    @Test
    void the_roles_stand_in_the_composition_as_they_are_committed() throws IOException {
        Composition built = Composition.built();
        for (String role : List.of("client", "proposer", "acceptor", "learner", "coordinator", "c/acceptor")) {
            byte[] committed = Files.readAllBytes(Composition.COMPONENTS.resolve(role + ".wasm"));
            assertThat(built.with(committed, committed).bytes()).as(role).isEqualTo(built.bytes());
        }
    }
}

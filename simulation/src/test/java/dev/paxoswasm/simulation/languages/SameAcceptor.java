package dev.paxoswasm.simulation.languages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.simulation.Simulator;
import dev.paxoswasm.simulation.Summary;
import dev.paxoswasm.simulation.exhaustive.ModelChecker;
import dev.paxoswasm.simulation.exhaustive.Scope;
import dev.paxoswasm.simulation.languages.RandomCalls.Step;
import dev.paxoswasm.simulation.scenario.FaultKind;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.Components;
import dev.paxoswasm.simulation.world.HostMutant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What an acceptor in another language must pass: call for call it answers, stores, sends and logs what the one in Rust
 * does, and in its place keeps every invariant.
 */
abstract class SameAcceptor {

    private static final Path COMPONENTS = Path.of("..", "components");
    private static final Path REFERENCE = COMPONENTS.resolve("acceptor.wasm");
    private static final long SEQUENCES = Long.getLong("paxos.languages.sequences", 100);
    private static final int CALLS = 200;
    private static final long SEEDS = Long.getLong("paxos.languages.seeds", 100);
    private static final long COMPARED_SEEDS = Long.getLong("paxos.languages.compared-seeds", 20);

    private final Path binary;

    SameAcceptor(Path binary) {
        this.binary = binary;
    }

    @Test
    void it_answers_stores_sends_and_logs_what_the_one_in_rust_does() throws IOException {
        Component rust = Component.parse(Files.readAllBytes(REFERENCE));
        Component other = Component.parse(Files.readAllBytes(binary));
        for (long seed = 1; seed <= SEQUENCES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Setting setting = Setting.draw(random);
            RandomCalls calls = new RandomCalls(random, setting);
            WatchedAcceptor expected = new WatchedAcceptor(rust, setting);
            WatchedAcceptor actual = new WatchedAcceptor(other, setting);
            for (int call = 0; call < CALLS; call++) {
                Step step = calls.next(expected);
                Object answer = step.call().apply(expected);
                assertThat(step.call().apply(actual))
                        .as("sequence %d, call %d: %s", seed, call, step.text())
                        .isEqualTo(answer);
                assertThat(actual.takeDeeds())
                        .as("sequence %d, call %d: %s, answered %s", seed, call, step.text(), answer)
                        .isEqualTo(expected.takeDeeds());
            }
        }
    }

    @Test
    void in_the_place_of_the_one_in_rust_no_seed_breaks_an_invariant() throws InterruptedException {
        Simulator simulator = new Simulator(
                Components.built().with(Role.ACCEPTOR, binary), HostMutant.NONE, Set.of(FaultKind.values()));
        Summary summary = simulator.run(1, SEEDS, Runtime.getRuntime().availableProcessors(), progress -> {});
        System.out.print(summary.text());
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.seeds()).isEqualTo(SEEDS);
        // The same runs bit for bit, too.
        for (long seed = 1; seed <= COMPARED_SEEDS; seed++) {
            assertThat(simulator.run(seed)).isEqualTo(Simulator.ofBuilt().run(seed));
        }
    }

    @Test
    void every_reachable_state_of_a_small_cluster_is_the_same_and_keeps_every_invariant() {
        assertSound(new Scope(2, 2), 9_267);
        assertSound(new Scope(1, 1, 1), 1_813);
    }

    private void assertSound(Scope scope, int states) {
        ModelChecker.Report report = ModelChecker.check(
                dev.paxoswasm.simulation.exhaustive.Components.read(binary, COMPONENTS.resolve("proposer.wasm")),
                scope,
                ModelChecker.Watcher.NONE);
        assertThat(report.counterexample()).isEmpty();
        // As many as ModelCheckerTest counts with the one in Rust.
        assertThat(report.found().states()).isEqualTo(states);
    }
}

package dev.paxoswasm.simulation.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.simulation.conformance.Examination.Verdict;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.ComponentFile;
import dev.paxoswasm.simulation.world.Components;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The built-in components keep every rule, and a component with a rule broken is told which. */
class ConformanceTest {
    private static final Path MUTANTS = Path.of("..", "components", "mutants");
    private static final int SEQUENCES = 50;

    private static List<String> broken(Role role, Component component) {
        return RuleReader.of(role).stream()
                .map(rule -> Examination.examine(rule, component))
                .filter(verdict -> !verdict.isKept())
                .map(Verdict::id)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void the_built_in_component_keeps_every_rule(Role role) {
        assertThat(RuleReader.of(role)).isNotEmpty();
        assertThat(broken(role, Components.builtIn(role))).isEmpty();
    }

    /** Each mutant beside the rule that it breaks; others may be broken by that as well. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acceptor-accepts-below-promise                  | accepts-nothing-below-its-promise
            acceptor-believes-its-disk                      | an-older-copy-is-found-out-by-the-promise
            acceptor-copies-from-too-few                    | copies-what-enough-others-hold
            acceptor-copies-without-fence                   | others-promise-before-they-are-copied
            acceptor-forgets-promise-at-restart             | a-promise-outlives-the-instance
            acceptor-forgets-the-bound                      | the-ballot-to-recover-at-is-above-all-rounds
            acceptor-keeps-old-ballot-when-accepting-again  | a-value-is-held-at-the-ballot-of-its-last-acceptance
            acceptor-leaves-a-proposer-unasked              | asks-every-proposer-what-it-remembers
            acceptor-leaves-entry-out-of-promise            | a-promise-reports-what-is-accepted
            acceptor-refuses-higher-ballot-in-filled-slot   | a-higher-ballot-takes-a-filled-slot
            acceptor-votes-before-it-has-recovered          | does-not-vote-before-it-has-recovered
            """)
    void a_mutant_fails_at_the_rule_that_it_breaks(String mutant, String rule) {
        Role role = Role.valueOf(
                mutant.substring(0, mutant.indexOf('-')).toUpperCase(java.util.Locale.ROOT));

        assertThat(broken(role, ComponentFile.read(role, MUTANTS.resolve(mutant + ".wasm"))))
                .contains(rule);
    }

    @Test
    void the_built_in_acceptor_answers_random_messages_as_itself() {
        Component builtIn = Components.builtIn(Role.ACCEPTOR);
        Differential differential = new Differential(builtIn, builtIn);

        for (long seed = 1; seed <= SEQUENCES; seed++) {
            assertThat(differential.difference(seed)).as("seed " + seed).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "accepts-below-promise",
        "forgets-promise-at-restart",
        "keeps-old-ballot-when-accepting-again",
        "leaves-entry-out-of-promise",
        "refuses-higher-ballot-in-filled-slot",
        "believes-its-disk"
    })
    void random_messages_tell_a_mutant_from_the_built_in_acceptor(String mutant) {
        Differential differential = new Differential(
                Components.builtIn(Role.ACCEPTOR),
                ComponentFile.read(Role.ACCEPTOR, MUTANTS.resolve("acceptor-" + mutant + ".wasm")));

        assertThat(java.util.stream.LongStream.rangeClosed(1, SEQUENCES)
                        .anyMatch(seed -> differential.difference(seed).isPresent()))
                .isTrue();
    }
}

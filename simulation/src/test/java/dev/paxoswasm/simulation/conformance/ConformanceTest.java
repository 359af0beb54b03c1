package dev.paxoswasm.simulation.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.simulation.conformance.Examination.Verdict;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.ComponentFile;
import dev.paxoswasm.simulation.world.Components;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The built-in components keep every rule, and a component with a rule broken is told which. */
class ConformanceTest {
    private static final Path MUTANTS = Path.of("..", "components", "mutants");
    private static final Path IN_C = Path.of("..", "components", "c", "acceptor.wasm");
    private static final Path UNRULY =
            Path.of("..", "acceptor-service", "src", "test", "resources", "components", "unruly.wasm");
    private static final Component ACCEPTOR = Components.builtIn(Role.ACCEPTOR);
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

    @Test
    void so_does_the_acceptor_in_c() {
        assertThat(broken(Role.ACCEPTOR, ComponentFile.read(Role.ACCEPTOR, IN_C)))
                .isEmpty();
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
            client-forgets-refused-proposal                 | proposes-again-what-was-refused
            learner-delivers-past-gap                       | the-log-has-no-gaps
            learner-mixes-votes-of-two-ballots              | votes-at-two-ballots-do-not-add-up
            learner-never-fills-gaps                        | asks-for-a-gap
            proposer-counts-acceptor-twice                  | chosen-is-what-a-quorum-accepted
            proposer-drops-gap                              | closes-gaps-with-no-ops
            proposer-gives-ballots-away-again               | an-empty-disk-is-not-taken-for-a-new-one
            proposer-moves-value-to-another-slot            | closes-gaps-with-no-ops
            proposer-overwrites-what-it-knows-to-be-chosen  | asks-again-for-what-it-knows-to-be-chosen
            proposer-picks-wrong-value                      | proposes-again-what-was-reported-at-the-highest-ballot
            proposer-reuses-ballot-after-restart            | campaigns-at-a-ballot-never-used
            proposer-takes-a-forgetful-acceptor-for-new     | one-that-has-forgotten-takes-no-acceptor-for-new
            proposer-takes-an-empty-disk-for-new            | an-empty-disk-is-not-taken-for-a-new-one
            """)
    void a_mutant_fails_at_the_rule_that_it_breaks(String mutant, String rule) {
        Role role = Role.valueOf(mutant.substring(0, mutant.indexOf('-')).toUpperCase(Locale.ROOT));

        assertThat(broken(role, ComponentFile.read(role, MUTANTS.resolve(mutant + ".wasm"))))
                .contains(rule);
    }

    /** It traps in {@code prepare}, once it has stored a promise, and never returns from {@code accept}. */
    @ParameterizedTest
    @CsvSource({"promises-a-ballot", "an-acceptance-is-a-promise"})
    void a_component_that_does_not_come_to_an_end_breaks_the_rule(String id) {
        Component unruly = ComponentFile.read(Role.ACCEPTOR, UNRULY);
        Rule rule = RuleReader.of(Role.ACCEPTOR).stream()
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();

        assertThat(Examination.examine(rule, unruly).broken().orElseThrow())
                .anyMatch(line -> line.startsWith("came   it did not run to its end: the component failed in "));
    }

    @Test
    void the_built_in_acceptor_answers_random_messages_as_itself() {
        Differential differential = new Differential(ACCEPTOR, ACCEPTOR);

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
                ACCEPTOR, ComponentFile.read(Role.ACCEPTOR, MUTANTS.resolve("acceptor-" + mutant + ".wasm")));

        assertThat(LongStream.rangeClosed(1, SEQUENCES)
                        .anyMatch(seed -> differential.difference(seed).isPresent()))
                .isTrue();
    }
}

package dev.paxoswasm.simulation.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Components that break a rule on purpose: the check must find each, and say which invariant it breaks. */
class MutantTest {

    private static final Path COMPONENTS = Path.of("..", "components");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "accepts-below-promise,                    1, 2, PROMISE",
        "forgets-promise-at-restart,               1, 2, PROMISE",
        "keeps-old-ballot-when-accepting-again,    1, 2, DURABILITY",
        "refuses-higher-ballot-in-filled-slot,     1, 2, NO_COMPLAINT",
        "leaves-entry-out-of-promise,              2, 2, DURABILITY",
    })
    void anAcceptorThatBreaksARuleIsFound(String mutant, int slots, int ballots, Invariant broken) throws IOException {
        Components components = Components.read(mutant("acceptor-" + mutant), COMPONENTS.resolve("proposer.wasm"));
        assertBreaks(components, new Scope(slots, ballots), broken);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "counts-acceptor-twice,                    1, 2, CHOSEN_CLAIM",
        "drops-gap,                                2, 2, VALIDITY",
        "moves-value-to-another-slot,              1, 2, VALIDITY",
        "reuses-ballot-after-restart,              1, 2, ONE_CAMPAIGN_A_BALLOT",
    })
    void aProposerThatBreaksARuleIsFound(String mutant, int slots, int ballots, Invariant broken) throws IOException {
        Components components = Components.read(COMPONENTS.resolve("acceptor.wasm"), mutant("proposer-" + mutant));
        assertBreaks(components, new Scope(slots, ballots), broken);
    }

    /** Three ballots are many more states. */
    @Test
    @Tag("long")
    void aProposerThatPicksAWrongValueIsFoundAmongThreeBallots() throws IOException {
        Components components =
                Components.read(COMPONENTS.resolve("acceptor.wasm"), mutant("proposer-picks-wrong-value"));
        assertBreaks(components, new Scope(1, 3), Invariant.AGREEMENT);
    }

    @Test
    void anAcceptorThatVotesBeforeItHasRecoveredIsFound() throws IOException {
        Components components =
                Components.read(mutant("acceptor-votes-before-it-has-recovered"), COMPONENTS.resolve("proposer.wasm"));
        assertBreaks(components, new Scope(1, 2, 1), Invariant.PROMISE);
    }

    @Test
    void theShortestScriptThatBreaksAnInvariantIsTold() throws IOException {
        Components components =
                Components.read(COMPONENTS.resolve("acceptor.wasm"), mutant("proposer-reuses-ballot-after-restart"));
        ModelChecker.Report report = ModelChecker.check(components, new Scope(1, 2), ModelChecker.Watcher.NONE);
        assertThat(ModelCheck.text(report)).isEqualTo("""
                Broken: a ballot is used for one campaign, of its own proposer
                  proposer 1 campaigns with ballot 1.1 again
                    1  proposer 1: an election timeout passes -> asks acceptors 1, 2, 3: prepare 1.1 from slot 1
                    2  proposer 1: restarts
                    3  proposer 1: an election timeout passes
                """);
    }

    private static Path mutant(String name) {
        return COMPONENTS.resolve("mutants").resolve(name + ".wasm");
    }

    private static void assertBreaks(Components components, Scope scope, Invariant broken) {
        ModelChecker.Report report = ModelChecker.check(components, scope, ModelChecker.Watcher.NONE);
        assertThat(report.counterexample()).isPresent();
        assertThat(report.counterexample().get().invariant()).isEqualTo(broken);
        assertThat(report.counterexample().get().script()).isNotEmpty();
    }
}

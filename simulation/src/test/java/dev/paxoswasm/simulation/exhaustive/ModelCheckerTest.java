package dev.paxoswasm.simulation.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The built components in scopes small enough for each build; docs/exhaustive.md tells the figures of larger ones. */
class ModelCheckerTest {

    private static final Path COMPONENTS = Path.of("..", "components");

    @Test
    void everyStateOfTwoBallotsInOneSlotIsSound() throws IOException {
        assertSound(new Scope(1, 2), 1_162);
    }

    @Test
    void everyStateOfTwoBallotsInTwoSlotsIsSound() throws IOException {
        assertSound(new Scope(2, 2), 9_267);
    }

    @Test
    void everyStateOfOneBallotAroundADiskThatIsLostAndRecoveredIsSound() throws IOException {
        assertSound(new Scope(1, 1, 1), 1_813);
    }

    @Test
    void everyStateOfTwoBallotsAroundANumberThatCannotBeIsSound() throws IOException {
        assertSound(new Scope(1, 2, 0, 1), 20_229);
    }

    private static void assertSound(Scope scope, int states) throws IOException {
        Components components =
                Components.read(COMPONENTS.resolve("acceptor.wasm"), COMPONENTS.resolve("proposer.wasm"));
        ModelChecker.Report report = ModelChecker.check(components, scope, ModelChecker.Watcher.NONE);
        assertThat(report.counterexample()).isEmpty();
        assertThat(report.found().states()).isEqualTo(states);
    }
}

package dev.paxoswasm.simulation.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A proposer that knows a slot to be chosen, before a quorum of acceptors that hold nothing there. No fault of the
 * simulation leads to it, since an acceptor that has forgotten does not vote: this is the second lock on that door.
 */
class KnownChosenTest {

    private static final Path COMPONENTS = Path.of("..", "components");
    private static final Command COMMAND = Commands.command(1, 1, 1);
    private static final ProposerRun.Storage CHOSEN_THROUGH_1 = new ProposerRun.Storage(1, 1);

    @Test
    void nothingElseIsProposedThereAndAnErrorSaysWhoForgot() throws IOException {
        ProposerRun run = before(COMPONENTS.resolve("proposer.wasm"));
        assertThat(proposedIn(run, 1)).isEmpty();
        assertThat(run.complaint()).contains("slot 1 is chosen, but acceptors [1, 2]");
    }

    @Test
    void theMutantThatOverwritesIsFound() throws IOException {
        ProposerRun run =
                before(COMPONENTS.resolve("mutants").resolve("proposer-overwrites-what-it-knows-to-be-chosen.wasm"));
        assertThat(proposedIn(run, 1)).extracting(Entry::content).containsExactly(new Content.Command(COMMAND));
    }

    private static ProposerRun before(Path binary) throws IOException {
        return new ProposerRun(Component.parse(Files.readAllBytes(binary)), 1, CHOSEN_THROUGH_1);
    }

    /** What is proposed in a slot by a campaign, when a learner asks to decide that slot again, and for a client. */
    private static List<Entry> proposedIn(ProposerRun run, long slot) {
        List<ProposerOutputs.Sent> sent = new ArrayList<>(
                promise(run, run.apply(new ProposerInput.Timeout()).requests()));
        sent.addAll(promise(run, run.apply(new ProposerInput.Resolve(slot)).requests()));
        if (run.complaint() == null) {
            sent.addAll(run.apply(new ProposerInput.Propose(COMMAND)).requests());
        }
        return sent.stream()
                .map(ProposerOutputs.Sent::request)
                .filter(Request.Accept.class::isInstance)
                .map(it -> ((Request.Accept) it).request())
                .filter(it -> it.firstSlot() <= slot
                        && slot < it.firstSlot() + it.entries().size())
                .map(it -> it.entries().get((int) (slot - it.firstSlot())))
                .distinct()
                .toList();
    }

    /** Two acceptors promise whatever they are asked to, and report nothing. */
    private static List<ProposerOutputs.Sent> promise(ProposerRun run, List<ProposerOutputs.Sent> asked) {
        List<ProposerOutputs.Sent> sent = new ArrayList<>();
        for (ProposerOutputs.Sent each : asked) {
            if (each.request() instanceof Request.Prepare prepare) {
                for (int acceptor = 1; acceptor <= Scope.QUORUM; acceptor++) {
                    Promise nothing = new Promise(prepare.ballot(), List.of(), false);
                    sent.addAll(run.apply(new ProposerInput.Promised(acceptor, prepare, nothing))
                            .requests());
                }
            }
        }
        return sent;
    }
}

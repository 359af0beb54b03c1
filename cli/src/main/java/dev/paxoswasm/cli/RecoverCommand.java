package dev.paxoswasm.cli;

import dev.paxoswasm.cli.api.AcceptorApi;
import dev.paxoswasm.cli.api.AcceptorApi.Standing;
import dev.paxoswasm.cli.cluster.DataDirectory;
import dev.paxoswasm.cli.cluster.Layout;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.NodeRecord;
import dev.paxoswasm.cli.cluster.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings an acceptor back whose disk was lost or is in doubt. */
@Command(
        name = "recover",
        description = {
            "Brings an acceptor back whose disk is empty, or older than what the acceptor has said, as the same voter.",
            "It copies what it may have forgotten from the other acceptors, which go on meanwhile, and votes again. All"
                    + " proposers must run, and acceptors - phase-2 quorum + 1 others.",
            "A store that is damaged is moved away first: stop the node, then --set-aside, ./paxos up, and recover.",
            "docs/disks.md tells more."
        })
final class RecoverCommand implements Runnable {
    private static final Duration LOOK = Duration.ofMillis(200);

    @Mixin
    private DataOption data = new DataOption();

    @Parameters(paramLabel = "NODE", completionCandidates = NodeNames.class, description = "As in acceptor-3.")
    private String name = "";

    @Option(
            names = "--set-aside",
            description = "Only move its store to a folder beside it, so that ./paxos up starts it over an empty one."
                    + " The node must not run. Of a proposer or a learner, too, which need no more than that.")
    private boolean setAside;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long to wait until it votes; it goes on by itself. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Override
    public void run() {
        if (timeoutSeconds < 1) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(), "--timeout must be at least 1 second");
        }
        if (setAside) {
            moveStoreAway();
        } else {
            recover(NodeNames.find(data.cluster(), name));
        }
    }

    private void requireAcceptor(Node node) {
        if (node.role() != Role.ACCEPTOR) {
            throw new Failure(name + " is no acceptor; docs/disks.md says what to do about the disk of a "
                    + node.role().word());
        }
    }

    private void requireStore(Node node) {
        if (node.role() == Role.CLIENT || node.role() == Role.COORDINATOR) {
            throw new Failure(name + " keeps nothing on disk");
        }
    }

    private void moveStoreAway() {
        DataDirectory directory = data.directory();
        Layout usual = Layout.of(Layout.DEFAULT_PORT_BASE, Map.of());
        Node node = NodeNames.find(directory.layout().orElse(usual), name);
        requireStore(node);
        Path moved;
        try (DataDirectory.Lock _ = directory.lock()) {
            if (directory
                    .read()
                    .flatMap(record -> record.find(node))
                    .filter(NodeRecord::lives)
                    .isPresent()) {
                throw new Failure(name + " runs; stop it first (./paxos kill " + name + ", or ./paxos down for all)");
            }
            moved = directory.setAside(node);
        }
        String then = node.role() == Role.ACCEPTOR
                ? "; then ./paxos recover " + name + " brings it back."
                : ", and it learns from the others what it needs.";
        System.out.println("The store of " + name + " is in " + moved + " now. ./paxos up starts " + name
                + " over an empty one" + then);
    }

    private void recover(NodeRecord node) {
        requireAcceptor(node.node());
        if (!node.lives()) {
            throw new Failure(name + " does not run"
                    + node.failure().map(why -> " (" + why + ")").orElse("")
                    + "; ./paxos up starts it, and where its store is damaged, ./paxos recover --set-aside " + name
                    + " moves that away before");
        }
        AcceptorApi acceptor = new AcceptorApi(node.node().url(), node.node().id());
        Standing standing = acceptor.standing()
                .orElseThrow(() ->
                        new Failure(name + " does not answer at " + node.node().url()));
        if (standing.votes()) {
            System.out.println(name + " votes: nobody knows of anything that it has forgotten. Where its disk is in"
                    + " doubt all the same, stop it, and move its store away with --set-aside.");
            return;
        }
        await(acceptor);
    }

    private void await(AcceptorApi acceptor) {
        long deadline = System.nanoTime() + Duration.ofSeconds(timeoutSeconds).toNanos();
        String shown = "";
        while (true) {
            Optional<Standing> now = acceptor.standing();
            if (now.isPresent() && now.get().votes()) {
                System.out.println(Terminal.good(name + " votes again."));
                return;
            }
            now.filter(Standing::forgot).ifPresent(it -> acceptor.recover(it.life()));
            String waitsFor = now.map(Standing::waitsFor).orElse("does not answer");
            if (!waitsFor.equals(shown)) {
                System.out.println("  " + name + ": " + waitsFor);
                shown = waitsFor;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new Failure(name + " does not vote yet: " + waitsFor + ". It goes on by itself");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}

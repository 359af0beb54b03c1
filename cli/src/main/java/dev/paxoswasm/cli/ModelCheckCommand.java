package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.Programs;
import dev.paxoswasm.cli.cluster.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Visits every reachable state of a small cluster. */
@Command(
        name = "model-check",
        description = {
            "Visits every reachable state of two proposers and three acceptors, whatever the network loses, repeats, delays or"
                    + " reorders and whoever restarts, and checks in each that Paxos holds.",
            "The components are the built ones, or those named. Prints the number of states; where an invariant is broken,"
                    + " the shortest script that breaks it. docs/exhaustive.md tells what is checked and why it is enough."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every invariant holds in every state",
            "1:an invariant is broken, or the check could not be done; says which",
            "2:the command line is wrong; says what would be right"
        })
final class ModelCheckCommand implements Callable<Integer> {
    private static final int MAX_SLOTS = 4;
    private static final int MAX_BALLOTS = 8;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many slots the log has. Default: ${DEFAULT-VALUE}.")
    private int slots;

    @Option(
            names = "--ballots",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many campaigns there are at most, by either proposer. Default: ${DEFAULT-VALUE}.")
    private int ballots;

    @Option(names = "--wipe", description = "One acceptor loses its disk, at any time, and is recovered.")
    private boolean wipe;

    @Option(
            names = "--outlier",
            description = "One message to a proposer, at any time, carries a number that cannot be.")
    private boolean outlier;

    @Mixin
    private ComponentOption componentOption = new ComponentOption();

    @Override
    public Integer call() {
        require(slots >= 1 && slots <= MAX_SLOTS, "--slots must be from 1 to " + MAX_SLOTS);
        require(ballots >= 1 && ballots <= MAX_BALLOTS, "--ballots must be from 1 to " + MAX_BALLOTS);
        Map<String, Optional<Path>> named = components();
        List<String> command = Programs.ofProject()
                .modelCheck(List.of(
                        String.valueOf(slots),
                        String.valueOf(ballots),
                        wipe ? "1" : "0",
                        outlier ? "1" : "0",
                        component(named, Role.ACCEPTOR),
                        component(named, Role.PROPOSER),
                        String.valueOf(Terminal.interactive())));
        return ChildProgram.run(command);
    }

    private Map<String, Optional<Path>> components() {
        try {
            return componentOption.named(List.of(Role.ACCEPTOR, Role.PROPOSER), ComponentOption.Scope.ROLES);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private static String component(Map<String, Optional<Path>> named, Role role) {
        return named.getOrDefault(role.word(), Optional.empty())
                .orElseGet(
                        () -> Programs.ofProject().home().resolve("components").resolve(role.word() + ".wasm"))
                .toString();
    }

    private void require(boolean right, String rule) {
        if (!right) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
        }
    }
}

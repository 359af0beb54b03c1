package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells rule by rule whether a component keeps to the contract. */
@Command(
        name = "conform",
        description = {
            "Tells rule by rule whether a component is a valid acceptor, proposer, learner or client. Where a rule"
                    + " is broken:"
                    + " what was sent, what came, and what is right.",
            "The rules and their messages are in conformance/. Of an acceptor, random messages are answered by the"
                    + " built-in one as well, and the answers compared."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every rule is kept",
            "1:a rule is broken, or the examination could not be done; says which",
            "2:it is no component of that role, or the command line is wrong; says what would be right"
        })
final class ConformCommand implements Callable<Integer> {

    /** Those that there are rules for. */
    enum ConformingRole {
        ACCEPTOR,
        PROPOSER,
        LEARNER,
        CLIENT;

        /** As an option is written. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Spec
    @Nullable
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The component.")
    private Path file = Path.of("");

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "One of ${COMPLETION-CANDIDATES}. Default: the one whose interface it exports.")
    @Nullable
    private ConformingRole role;

    @Option(
            names = "--sequences",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many random sequences of messages an acceptor answers. Default: ${DEFAULT-VALUE}.")
    private long sequences;

    @Option(names = "--from", paramLabel = "SEED", defaultValue = "1", description = "The first of them. Default: 1.")
    private long from;

    @Override
    public Integer call() {
        require(Files.isReadable(file), file + " cannot be read; name the file of a component");
        require(sequences >= 0, "--sequences must be 0 or more");
        require(from >= 0, "--from must be 0 or more");
        return ChildProgram.run(Programs.ofProject()
                .conform(List.of(
                        file.toString(),
                        role == null ? "any" : role.toString(),
                        String.valueOf(from),
                        String.valueOf(sequences))));
    }

    private void require(boolean right, String rule) {
        if (!right) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
        }
    }
}

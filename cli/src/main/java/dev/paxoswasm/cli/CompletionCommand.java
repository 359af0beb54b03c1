package dev.paxoswasm.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the completion script. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh. To use it: source <(./paxos completion)")
final class CompletionCommand implements Runnable {
    @Spec
    @Nullable
    private CommandSpec spec;

    @Override
    public void run() {
        System.out.print(
                AutoComplete.bash("paxos", Objects.requireNonNull(spec).root().commandLine()));
    }
}

package dev.paxoswasm.benchmarks;

import dev.paxoswasm.benchmarks.compare.CompareCommand;
import dev.paxoswasm.benchmarks.failover.FailoverCommand;
import dev.paxoswasm.benchmarks.growth.GrowthCommand;
import dev.paxoswasm.cli.Failure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The programs behind {@code ./paxos bench --compare} and its like, and behind {@code benchmarks/growth}. */
@Command(
        name = "benchmarks",
        subcommands = {CompareCommand.class, FailoverCommand.class, GrowthCommand.class})
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Benchmarks())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, _, _) -> {
                    if (!(failure instanceof Failure)) {
                        throw failure;
                    }
                    System.err.println("paxos: " + failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                });
        System.exit(commandLine.execute(arguments));
    }
}

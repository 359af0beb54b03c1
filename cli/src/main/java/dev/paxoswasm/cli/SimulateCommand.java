package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.Programs;
import dev.paxoswasm.cli.cluster.Role;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Simulates clusters of the built components. */
@Command(
        name = "simulate",
        description = {
            "Simulates whole clusters of the built components, or of those named, one a seed, under faults of"
                    + " network, clocks, disks and processes,"
                    + " and checks the invariants of Paxos at every step.",
            "Where one breaks, prints a short script of messages that breaks it, and the command that shows it again."
                    + " docs/simulation.md tells what is simulated and checked."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every invariant holds",
            "1:an invariant is broken, or the simulation could not be done; says which",
            "2:the command line is wrong; says what would be right"
        })
final class SimulateCommand implements Callable<Integer> {
    private static final String NONE = "none";
    private static final List<Role> SIMULATED = List.of(Role.ACCEPTOR, Role.PROPOSER, Role.LEARNER, Role.CLIENT);

    @Spec
    @Nullable
    private CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}.")
    private long seeds;

    @Option(names = "--from", paramLabel = "SEED", defaultValue = "1", description = "The first. Default: 1.")
    private long from;

    @Option(
            names = "--faults",
            paramLabel = "KINDS",
            defaultValue = "all",
            description = "Some of loss,duplication,delay,partition,crash,power,pause,clock,disk,meddling,wipe,"
                    + "rollback,outlier. Default: all.")
    private String faults = "all";

    @Option(
            names = "--mutant",
            paramLabel = "NAME",
            defaultValue = NONE,
            description = "Break a rule on purpose: a component of components/mutants, or one of the host, such as "
                    + "replies-before-flush.")
    private String mutant = NONE;

    @Option(names = "--script", paramLabel = "FILE", description = "Also write the script of a failure to this file.")
    @Nullable
    private Path script;

    @Mixin
    private ComponentOption componentOption = new ComponentOption();

    @Override
    public Integer call() {
        require(seeds >= 1, "--seeds must be 1 or more");
        require(from >= 0, "--from must be 0 or more");
        Programs programs = Programs.ofProject();
        List<String> arguments = new ArrayList<>(List.of(
                String.valueOf(from),
                String.valueOf(seeds),
                faults,
                mutant,
                programs.home().resolve("components").resolve("mutants").toString(),
                script == null ? NONE : script.toString(),
                String.valueOf(Terminal.interactive())));
        components().forEach((name, file) -> file.ifPresent(it -> arguments.add(name + "=" + it)));
        return ChildProgram.run(programs.simulate(arguments));
    }

    private Map<String, Optional<Path>> components() {
        try {
            return componentOption.named(SIMULATED, ComponentOption.Scope.ROLES_AND_NODES);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private void require(boolean right, String rule) {
        if (!right) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
        }
    }
}

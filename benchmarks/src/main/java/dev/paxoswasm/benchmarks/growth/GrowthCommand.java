package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.cli.bench.Machine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Behind {@code benchmarks/growth}. */
@Command(
        name = "growth",
        customSynopsis = "benchmarks/growth [OPTIONS] [TABLE...]",
        sortOptions = false,
        description = {
            "Measures how cost grows, each time with fresh clusters on this machine, and prints a Markdown table each.",
            "Values have 256 bytes, one a request, and 64 clients send them, unless that is what grows.",
            ""
        })
public final class GrowthCommand implements Callable<Integer> {
    private static final long LEAST_SLOTS = 1_000;
    private static final long MOST_SLOTS = 1_000_000_000;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "TABLE", description = "${COMPLETION-CANDIDATES}. Default: all of them.")
    private List<Growth> wanted = List.of();

    @Mixin
    private Sizes sizes = new Sizes();

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "1000000",
            description =
                    "The longest log, for log-length, restart and memory; they look at each power of ten below, too. Default: ${DEFAULT-VALUE}.")
    private long slots;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Of each measurement. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "The same load before, unmeasured. Default: ${DEFAULT-VALUE}.")
    private int warmUpSeconds;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "45",
            description = "Load after each start of a cluster, unmeasured. Default: ${DEFAULT-VALUE}.")
    private int settlingSeconds;

    @Option(names = "--json", description = "Print all tables as one JSON object.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Override
    public Integer call() {
        checkOptions();
        PrintStream progress = System.err;
        Load load = new Load(
                Duration.ofSeconds(settlingSeconds),
                Duration.ofSeconds(warmUpSeconds),
                Duration.ofSeconds(seconds),
                progress);
        Set<Growth> chosen = wanted.isEmpty() ? EnumSet.allOf(Growth.class) : EnumSet.copyOf(wanted);
        List<GrowthTable> tables = new ArrayList<>();
        LoadGrowth loads = new LoadGrowth(load, sizes);
        List<LogProbe> probes = new ArrayList<>();
        for (Growth growth : chosen) {
            switch (growth) {
                case VALUE_SIZE -> tables.add(shown(loads.valueSizes()));
                case CLIENTS -> tables.add(shown(loads.clients()));
                case ACCEPTORS -> tables.add(shown(loads.acceptors()));
                case LEARNERS -> tables.add(shown(loads.learners()));
                case LOG_LENGTH -> probes.add(new WriteProbe(load));
                case RESTART -> probes.add(new RestartProbe(progress));
                case MEMORY -> probes.add(new MemoryProbe(load));
            }
        }
        if (!probes.isEmpty()) {
            new LogGrowth(probes, progress).measure(slots).forEach(table -> tables.add(shown(table)));
        }
        if (json) {
            System.out.print(GrowthTable.json(tables));
        }
        progress.println(Machine.here().text());
        return ExitCode.OK;
    }

    /** Shows each table as soon as it is there. */
    private GrowthTable shown(GrowthTable table) {
        if (!json) {
            System.out.printf("%s:%n%n%s%n", table.growth().title(), table.markdown());
        }
        return table;
    }

    private void checkOptions() {
        sizes.complaint().ifPresent(complaint -> require(false, complaint));
        require(slots >= LEAST_SLOTS && slots <= MOST_SLOTS, "--slots must be from 1000 to 1000000000");
        require(seconds >= 1, "--duration must be at least 1 second");
        require(warmUpSeconds >= 0, "--warm-up must not be negative");
        require(settlingSeconds >= 0, "--settle must not be negative");
    }

    private void require(boolean right, String rule) {
        if (!right) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
        }
    }
}

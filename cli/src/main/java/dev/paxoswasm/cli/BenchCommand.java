package dev.paxoswasm.cli;

import dev.paxoswasm.cli.bench.Bench;
import dev.paxoswasm.cli.bench.BenchReport;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a running cluster. */
@Command(
        name = "bench",
        description = {
            "Measures how many values a second the running cluster agrees on.",
            "Each client proposes a value of its own, waits until it is chosen and learned, checks the answer, and proposes"
                    + " the next. Ends with 1 if any answer was wrong or missing."
        })
final class BenchCommand implements Callable<Integer> {
    private static final int LARGEST_VALUE = 1 << 20;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Mixin
    private ClientOption client = new ClientOption();

    @Option(names = "--clients", paramLabel = "N", defaultValue = "64", description = "Default: ${DEFAULT-VALUE}.")
    private int clients;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to measure. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--values", paramLabel = "N", description = "End after so many values, if that is earlier.")
    @Nullable
    private Long values;

    @Option(
            names = "--value-size",
            paramLabel = "BYTES",
            defaultValue = "256",
            description = "Default: ${DEFAULT-VALUE}.")
    private int valueSize;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "The same load before, unmeasured. Default: ${DEFAULT-VALUE}.")
    private int warmUpSeconds;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        require(clients >= 1 && clients <= 10_000, "--clients must be from 1 to 10000");
        require(seconds >= 1, "--duration must be at least 1 second");
        require(warmUpSeconds >= 0, "--warm-up must not be negative");
        require(valueSize >= 1 && valueSize <= LARGEST_VALUE, "--value-size must be from 1 to " + LARGEST_VALUE);
        require(values == null || values >= 1, "--values must be at least 1");
        URI address = client.address();
        client.api().log(1, 1);
        if (!json) {
            System.out.println(
                    clients + " clients, values of " + valueSize + " bytes, at " + address + "; " + warmUpSeconds
                            + " s of warm-up, then "
                            + (values == null ? "" : "at most " + values + " values or ") + seconds + " s");
        }
        BenchReport report = new Bench(
                        address,
                        clients,
                        valueSize,
                        Duration.ofSeconds(warmUpSeconds),
                        Duration.ofSeconds(seconds),
                        Objects.requireNonNullElse(values, Long.MAX_VALUE))
                .run();
        System.out.print(json ? report.json() + "\n" : report.text());
        return report.errorCount() == 0 && report.values() > 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void require(boolean right, String rule) {
        if (!right) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
        }
    }
}

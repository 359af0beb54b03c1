package dev.paxoswasm.cli;

import dev.paxoswasm.cli.bench.Bench;
import dev.paxoswasm.cli.bench.BenchReport;
import dev.paxoswasm.cli.bench.ProposalBatches;
import dev.paxoswasm.cli.bench.Proposals;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
    private static final int LARGEST_BATCH = 100_000;

    @Spec
    @Nullable
    private CommandSpec spec;

    @Mixin
    private ClientOption client = new ClientOption();

    @Mixin
    private CompareOptions compare = new CompareOptions();

    @Mixin
    private FailoverOptions failover = new FailoverOptions();

    @Option(
            names = "--clients",
            paramLabel = "N",
            split = ",",
            description = "How many at once; several numbers are measured in turn. Default: 64.")
    private List<Integer> clients = List.of();

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "1",
            description = "Values a request, through /v1/proposals:batch if over 1. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--stream",
            description = "Each client keeps one request open, with --batch values under way in it.")
    private boolean stream;

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

    @Option(
            names = "--json",
            description = "Print the result as a JSON object; an array of them for several numbers of --clients.")
    private boolean json;

    @Override
    public Integer call() {
        if (clients.isEmpty()) {
            clients = compare.isWanted() ? List.of(1, 16, 64, 256) : List.of(failover.isWanted() ? 8 : 64);
        }
        checkOptions();
        if (failover.isWanted()) {
            return BenchmarksProgram.run(failover.arguments(clients.getFirst(), valueSize, json));
        }
        return compare.isWanted() ? BenchmarksProgram.run(comparison()) : measure();
    }

    private List<String> comparison() {
        List<String> arguments = new ArrayList<>(compare.arguments(json ? "json" : "table"));
        arguments.add("--clients=" + clients.stream().map(String::valueOf).collect(Collectors.joining(",")));
        arguments.add("--duration=" + seconds);
        arguments.add("--warm-up=" + warmUpSeconds);
        arguments.add("--value-size=" + valueSize);
        return arguments;
    }

    private int measure() {
        URI address = client.address();
        client.api().log(1, 1, true);
        List<BenchReport> reports = new ArrayList<>();
        for (int count : clients) {
            if (!json) {
                System.out.println(describe(count, address));
            }
            BenchReport report = new Bench(
                            address,
                            shape(),
                            count,
                            valueSize,
                            Duration.ofSeconds(warmUpSeconds),
                            Duration.ofSeconds(seconds),
                            Objects.requireNonNullElse(values, Long.MAX_VALUE))
                    .run();
            reports.add(report);
            if (!json) {
                System.out.print(report.text());
            }
        }
        if (json) {
            System.out.println(reports.size() == 1 ? reports.getFirst().json() : BenchReport.json(reports));
        }
        return reports.stream().allMatch(report -> report.errorCount() == 0 && report.values() > 0)
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }

    private void checkOptions() {
        compare.complaint().ifPresent(complaint -> require(false, complaint));
        require(clients.stream().allMatch(count -> count >= 1 && count <= 10_000), "--clients must be from 1 to 10000");
        require(seconds >= 1, "--duration must be at least 1 second");
        require(warmUpSeconds >= 0, "--warm-up must not be negative");
        require(valueSize >= 1 && valueSize <= LARGEST_VALUE, "--value-size must be from 1 to " + LARGEST_VALUE);
        require(values == null || values >= 1, "--values must be at least 1");
        require(batch >= 1 && batch <= LARGEST_BATCH, "--batch must be from 1 to " + LARGEST_BATCH);
    }

    private Bench.Shape shape() {
        if (stream) {
            return new Bench.Shape.Stream(batch);
        }
        return new Bench.Shape.Requests(batch == 1 ? new Proposals() : new ProposalBatches(batch));
    }

    private String describe(int count, URI address) {
        String travel =
                stream ? ", each a stream with " + batch + " under way" : batch == 1 ? "" : ", " + batch + " a request";
        return count + " clients, values of " + valueSize + " bytes" + travel + ", at " + address + "; " + warmUpSeconds
                + " s of warm-up, then " + (values == null ? "" : "at most " + values + " values or ") + seconds + " s";
    }

    private void require(boolean right, String rule) {
        if (!right) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), rule);
        }
    }
}

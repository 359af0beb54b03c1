package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.benchmarks.growth.GrowthTable.Column;
import dev.paxoswasm.cli.bench.Acknowledgements;
import dev.paxoswasm.cli.bench.BenchReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One value a request.
 *
 * @param settling after each start of a cluster, unmeasured, so that its compilers have seen the load
 * @param warmUp   before each measurement
 * @param duration of each measurement
 */
record Load(Duration settling, Duration warmUp, Duration duration, PrintStream progress) {
    static final int CLIENTS = 64;
    static final int VALUE_BYTES = 256;

    /** The figures of {@link #cells}. */
    static final List<Column> COLUMNS = List.of(
            new Column("writesPerSecond", "writes/s"),
            new Column("p50Millis", "p50 ms"),
            new Column("p99Millis", "p99 ms"),
            new Column("errors", "errors"));

    void settle(PaxosCluster cluster, Acknowledgements acknowledgements) {
        cluster.bench(CLIENTS, VALUE_BYTES, Duration.ZERO, settling).run(acknowledgements);
    }

    BenchReport measure(PaxosCluster cluster, int clients, int valueBytes, Acknowledgements acknowledgements) {
        BenchReport report =
                cluster.bench(clients, valueBytes, warmUp, duration).run(acknowledgements);
        progress.printf(
                Locale.ROOT,
                "  %d clients, values of %,d bytes: %,.0f writes/s, p50 %.2f ms, p99 %.2f ms%s%n",
                clients,
                valueBytes,
                report.valuesPerSecond(),
                report.p50Millis(),
                report.p99Millis(),
                report.errorCount() == 0 ? "" : ", errors: " + report.errors());
        return report;
    }

    static List<Cell> cells(BenchReport report) {
        return List.of(
                Cell.whole(report.valuesPerSecond()),
                Cell.fraction(report.p50Millis()),
                Cell.fraction(report.p99Millis()),
                Cell.whole(report.errorCount()));
    }
}

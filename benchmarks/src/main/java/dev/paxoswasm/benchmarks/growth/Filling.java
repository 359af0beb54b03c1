package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.bench.Acknowledgements;
import dev.paxoswasm.cli.bench.Bench;
import dev.paxoswasm.cli.bench.BenchReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Makes the log of a cluster longer with small values, streamed to {@code POST /v1/proposals:batch}. */
final class Filling implements Acknowledgements {
    private static final int STREAMS = 16;
    private static final int UNDER_WAY_A_STREAM = 1_000;
    private static final int VALUE_BYTES = 16;
    /** Values whose times are kept at once. */
    private static final long PORTION = 250_000;

    private static final Duration PATIENCE_A_PORTION = Duration.ofMinutes(10);

    private final PrintStream progress;
    private long length;

    Filling(PrintStream progress) {
        this.progress = progress;
    }

    /** The highest slot acknowledged: there is no gap below it, since a value is answered when it is learned. */
    long length() {
        return length;
    }

    @Override
    public void heard(byte[] value, long position, long sent, long answered) {
        length = Math.max(length, position);
    }

    /** Goes on until the log has so many slots. */
    void to(PaxosCluster cluster, long slots) {
        while (length < slots) {
            BenchReport report = new Bench(
                            cluster.client(),
                            new Bench.Shape.Stream(UNDER_WAY_A_STREAM),
                            STREAMS,
                            VALUE_BYTES,
                            Duration.ZERO,
                            PATIENCE_A_PORTION,
                            Math.min(PORTION, slots - length))
                    .run(this);
            progress.printf(
                    Locale.ROOT,
                    "  %,d slots, filled by %,.0f a second%s%n",
                    length,
                    report.valuesPerSecond(),
                    report.errorCount() == 0 ? "" : ", errors: " + report.errors());
            if (report.values() == 0) {
                throw new Failure("the log does not grow beyond " + length + " slots: " + report.errors());
            }
        }
    }
}

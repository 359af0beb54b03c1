package dev.paxoswasm.benchmarks.compare;

import dev.paxoswasm.cli.bench.BenchReport;

/**
 * What one load gave.
 *
 * @param errors answers that were wrong or missing
 */
public record Measurement(double writesPerSecond, double p50Millis, double p99Millis, int errors) {
    static Measurement of(BenchReport report) {
        return new Measurement(report.valuesPerSecond(), report.p50Millis(), report.p99Millis(), report.errorCount());
    }
}

package dev.paxoswasm.benchmarks.compare;

import dev.paxoswasm.cli.bench.Bench;
import dev.paxoswasm.cli.bench.Dialect;
import java.net.URI;
import java.time.Duration;

/**
 * A closed loop of clients with one value a request.
 *
 * @param valueSize in bytes
 * @param warmUp    the same load before, unmeasured
 */
public record Load(int clients, int valueSize, Duration warmUp, Duration duration) {
    /** Runs it against a service over HTTP. */
    Measurement over(URI address, Dialect dialect) {
        Bench.Shape shape = new Bench.Shape.Requests(dialect);
        return Measurement.of(new Bench(address, shape, clients, valueSize, warmUp, duration, Long.MAX_VALUE).run());
    }
}

package dev.paxoswasm.cli.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What one client met: how long each value took, where it stands, and what went wrong how often. */
final class Tally {
    private final Latencies latencies = new Latencies();
    private final Map<String, Integer> errors = new TreeMap<>();
    private long[] positions = new long[1024];

    void add(long position, long nanos) {
        if (latencies.count() == positions.length) {
            positions = Arrays.copyOf(positions, positions.length * 2);
        }
        positions[latencies.count()] = position;
        latencies.add(nanos);
    }

    void error(String what) {
        errors.merge(what, 1, Integer::sum);
    }

    Latencies latencies() {
        return latencies;
    }

    long[] positions() {
        return Arrays.copyOf(positions, latencies.count());
    }

    Map<String, Integer> errors() {
        return errors;
    }
}

package dev.paxoswasm.cli.bench;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A closed loop: each client has one value under way at any time.
 *
 * @param values at most so many in the measured part
 * @param valueSize in bytes
 */
public record Bench(URI address, int clients, int valueSize, Duration warmUp, Duration duration, long values) {

    public BenchReport run() {
        String name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        phase(name + "-w", until(warmUp, Long.MAX_VALUE));
        long began = System.nanoTime();
        List<LoadClient> done = phase(name, until(duration, values));
        double seconds = (System.nanoTime() - began) / 1e9;
        return report(done, seconds);
    }

    private List<LoadClient> phase(String name, BooleanSupplier goOn) {
        List<LoadClient> load = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 1; i <= clients; i++) {
                LoadClient client = new LoadClient(address, name + "." + i, valueSize);
                load.add(client);
                threads.execute(() -> client.run(goOn));
            }
        }
        return load;
    }

    private static BooleanSupplier until(Duration duration, long values) {
        long deadline = System.nanoTime() + duration.toNanos();
        AtomicLong left = new AtomicLong(values);
        return () -> System.nanoTime() - deadline < 0 && left.getAndDecrement() > 0;
    }

    private BenchReport report(List<LoadClient> load, double seconds) {
        Map<String, Integer> errors = new TreeMap<>();
        load.forEach(client -> client.errors().forEach((error, count) -> errors.merge(error, count, Integer::sum)));
        long repeated = repeatedSlots(load);
        if (repeated > 0) {
            errors.put("wrong answer: a slot that was answered for another value, too", Math.toIntExact(repeated));
        }
        long[] sorted =
                Latencies.sorted(load.stream().map(LoadClient::latencies).toList());
        return new BenchReport(
                clients,
                valueSize,
                seconds,
                sorted.length,
                sorted.length / seconds,
                Latencies.percentile(sorted, 0.5),
                Latencies.percentile(sorted, 0.99),
                Latencies.percentile(sorted, 0.999),
                errors,
                Machine.here());
    }

    private static long repeatedSlots(List<LoadClient> load) {
        long[] slots = load.stream()
                .map(LoadClient::slots)
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
        return slots.length - Arrays.stream(slots).distinct().count();
    }
}

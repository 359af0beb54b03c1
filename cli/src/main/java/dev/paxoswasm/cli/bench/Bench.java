package dev.paxoswasm.cli.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A closed loop: each client waits for the answer before it sends more.
 *
 * @param address   of the service
 * @param valueSize in bytes
 * @param values    at most so many in the measured part
 */
public record Bench(
        URI address, Shape shape, int clients, int valueSize, Duration warmUp, Duration duration, long values) {

    /** How values travel. */
    public sealed interface Shape {
        /** Each client has one request under way. */
        record Requests(Dialect dialect) implements Shape {}

        /** Each client keeps one request open, with so many values under way in it. */
        record Stream(int window) implements Shape {}
    }

    public BenchReport run() {
        return run(Acknowledgements.unheard());
    }

    public BenchReport run(Acknowledgements acknowledgements) {
        String name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        load(name + "w", until(warmUp, Long.MAX_VALUE), Acknowledgements.unheard());
        long began = System.nanoTime();
        List<Tally> tallies = load(name, until(duration, values), acknowledgements);
        double seconds = (System.nanoTime() - began) / 1e9;
        return BenchReport.of(this, tallies, seconds);
    }

    /** Runs the load for as long as {@code goOn} says. */
    public BenchReport runWhile(BooleanSupplier goOn, Acknowledgements acknowledgements) {
        String name = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        long began = System.nanoTime();
        List<Tally> tallies = load(name, goOn, acknowledgements);
        return BenchReport.of(this, tallies, (System.nanoTime() - began) / 1e9);
    }

    private List<Tally> load(String name, BooleanSupplier goOn, Acknowledgements acknowledgements) {
        List<LoadClient> load = new ArrayList<>();
        for (int i = 1; i <= clients; i++) {
            load.add(client(new Values(name + "." + i, valueSize), acknowledgements));
        }
        LoadLoop.run(load, goOn);
        return load.stream().map(client -> client.tally).toList();
    }

    private LoadClient client(Values own, Acknowledgements acknowledgements) {
        InetSocketAddress where = new InetSocketAddress(address.getHost(), RequestHead.port(address));
        return switch (shape) {
            case Shape.Requests(Dialect dialect) ->
                new RequestClient(
                        where,
                        RequestHead.of(address, dialect.path(), dialect.mediaType()),
                        dialect,
                        own,
                        acknowledgements);
            case Shape.Stream(int window) -> {
                Dialect batches = new ProposalBatches(1);
                yield new StreamClient(
                        where,
                        RequestHead.of(address, batches.path(), batches.mediaType()),
                        window,
                        own,
                        acknowledgements);
            }
        };
    }

    private static BooleanSupplier until(Duration duration, long values) {
        long deadline = System.nanoTime() + duration.toNanos();
        AtomicLong left = new AtomicLong(values);
        return () -> System.nanoTime() - deadline < 0 && left.getAndDecrement() > 0;
    }
}

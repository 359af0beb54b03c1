package dev.paxoswasm.systemtests.faults;

import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.Json;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** More clients than a cluster can serve, all at once. One that is refused asks again when it was told to. */
final class Flood implements AutoCloseable {

    private static final int WAIT_SECONDS = 30;

    private final URI proposals;
    private final String padding;
    private final String name = UUID.randomUUID().toString();
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param valueBytes about the size of a value */
    private Flood(String client, int valueBytes) {
        proposals = URI.create(client + "/v1/proposals");
        padding = "x".repeat(valueBytes);
    }

    static Flood start(String client, int clients, int valueBytes) {
        Flood flood = new Flood(client, valueBytes);
        for (int i = 0; i < clients; i++) {
            flood.threads.execute(flood::run);
        }
        return flood;
    }

    private void run() {
        try {
            while (stop.getCount() > 0) {
                long pause = propose(name + " " + next.incrementAndGet() + " ");
                stop.await(pause, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Seconds to wait before the next one. */
    private long propose(String value) {
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = Http.send(
                    HttpRequest.newBuilder(proposals)
                            .header("Content-Type", "application/json")
                            .header("Prefer", "wait=" + WAIT_SECONDS)
                            .POST(HttpRequest.BodyPublishers.ofString(Json.object("value", value + padding)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            switch (response.statusCode()) {
                case 201 -> {
                    nanos.add(System.nanoTime() - start);
                    acknowledged.put(
                            value, Json.read(response.body()).required("slot").asLong());
                    return 0;
                }
                case 429 -> {
                    refused.incrementAndGet();
                    return response.headers().firstValueAsLong("Retry-After").orElseThrow();
                }
                default -> failures.add("answered " + response.statusCode() + ": " + response.body());
            }
        } catch (UncheckedIOException | NoSuchElementException e) {
            failures.add(e.toString());
        }
        return 1;
    }

    /** By what its value begins with, its slot. */
    Map<String, Long> acknowledged() {
        return acknowledged;
    }

    /** How often a client was told to come again later. */
    long refused() {
        return refused.get();
    }

    /** What was answered neither with a slot nor with when to come again. */
    Iterable<String> failures() {
        return failures;
    }

    /** Of those that were acknowledged, how long all but the slowest hundredth took at most. */
    double p99Seconds() {
        long[] ascending = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return ascending[ascending.length * 99 / 100] / 1e9;
    }

    /** Lets each client end with the value it is at. */
    void finish() {
        stop.countDown();
        threads.close();
    }

    @Override
    public void close() {
        finish();
    }
}

package dev.paxoswasm.systemtests.faults;

import dev.paxoswasm.simulation.history.History;
import dev.paxoswasm.simulation.history.HistoryRecorder;
import dev.paxoswasm.simulation.history.LogOperation;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.Json;
import dev.paxoswasm.systemtests.cluster.RunningCluster;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/**
 * Clients that append values and read the log side by side, each one operation after the other, and take down what they
 * see.
 */
final class RecordedLoad implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(3);
    private static final int READ_ENTRIES = 20;

    /** So long a client that was refused stays quiet. */
    private static final long PAUSE_MILLIS = 50;

    private final String url;
    private final long firstSlot;
    private final String name = UUID.randomUUID().toString().substring(0, 8);
    private final HistoryRecorder<LogOperation, LogOperation.Answer> recorder = new HistoryRecorder<>();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> appendNanos = new ConcurrentLinkedQueue<>();
    private final AtomicLong lastSlot = new AtomicLong();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();

    private RecordedLoad(RunningCluster cluster) {
        url = cluster.client();
        firstSlot = cluster.chosen("before " + name) + 1;
        lastSlot.set(firstSlot);
    }

    /** Starts clients of a cluster's client service; they read what comes after the log as it is now. */
    static RecordedLoad start(RunningCluster cluster, int clients) {
        RecordedLoad load = new RecordedLoad(cluster);
        for (int client = 1; client <= clients; client++) {
            int number = client;
            load.clients.add(load.threads.submit(() -> load.run(number)));
        }
        return load;
    }

    private void run(int client) {
        try {
            for (int n = 1; stop.getCount() > 0; n++) {
                boolean served = ThreadLocalRandom.current().nextInt(4) == 0
                        ? read(client)
                        : append(client, name + "-" + client + "-" + n);
                if (!served) {
                    stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean append(int client, String value) {
        long start = System.nanoTime();
        var call = recorder.invoked(client, new LogOperation.Append(value), start);
        try {
            HttpResponse<String> response =
                    Http.post(url + "/v1/proposals", Json.object("value", value), "Prefer", "wait=" + WAIT.toSeconds());
            switch (response.statusCode()) {
                case 201 -> {
                    long slot = Json.read(response.body()).required("slot").asLong();
                    long end = System.nanoTime();
                    call.returned(new LogOperation.Appended(slot), end);
                    lastSlot.accumulateAndGet(slot, Math::max);
                    appendNanos.add(end - start);
                    acknowledged.put(value, slot);
                    return true;
                }
                case 429 -> call.refused();
                case 503 -> {
                    // Its outcome is unknown.
                }
                default -> throw new AssertionError("answered " + response.statusCode() + ": " + response.body());
            }
        } catch (UncheckedIOException _) {
            // No answer: its outcome is unknown.
        }
        return false;
    }

    private boolean read(int client) {
        long from = Math.max(firstSlot, lastSlot.get() - READ_ENTRIES / 2);
        var call = recorder.invoked(client, new LogOperation.Read(from, READ_ENTRIES), System.nanoTime());
        try {
            HttpResponse<String> response = Http.get(url + "/v1/log?from=" + from + "&limit=" + READ_ENTRIES);
            switch (response.statusCode()) {
                case 200 -> {
                    call.returned(page(Json.read(response.body())), System.nanoTime());
                    return true;
                }
                case 429, 503 -> {
                    // It tells nothing.
                }
                default -> throw new AssertionError("answered " + response.statusCode() + ": " + response.body());
            }
        } catch (UncheckedIOException _) {
            // It tells nothing.
        }
        return false;
    }

    /** Values of others, also those that an earlier load gave up and that are chosen now, count as no-ops. */
    private LogOperation.Page page(JsonNode page) {
        List<LogOperation.Entry> entries = new ArrayList<>();
        for (JsonNode entry : page.required("entries")) {
            entries.add(new LogOperation.Entry(
                    entry.required("slot").asLong(),
                    Optional.of(entry.path("value").asString("")).filter(value -> value.startsWith(name))));
        }
        return new LogOperation.Page(entries, page.required("chosenThrough").asLong());
    }

    /** All its values stand from here on. */
    long firstSlot() {
        return firstSlot;
    }

    /** What no other load's values begin with. */
    String name() {
        return name;
    }

    /** What is acknowledged so far: by value, its slot. */
    Map<String, Long> acknowledged() {
        return acknowledged;
    }

    /** How long appends took that were acknowledged since this was last asked, ascending. */
    long[] takeAppendNanos() {
        List<Long> taken = new ArrayList<>();
        for (Long nanos = appendNanos.poll(); nanos != null; nanos = appendNanos.poll()) {
            taken.add(nanos);
        }
        return taken.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** Lets each client end with the operation it is at. */
    History<LogOperation, LogOperation.Answer> finish() {
        stop.countDown();
        for (Future<?> client : clients) {
            try {
                client.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return recorder.history();
    }

    @Override
    public void close() {
        stop.countDown();
        threads.close();
    }
}

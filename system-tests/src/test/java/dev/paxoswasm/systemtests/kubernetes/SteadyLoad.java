package dev.paxoswasm.systemtests.kubernetes;

import dev.paxoswasm.systemtests.cluster.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Proposes values through the Service at a steady rate, whether answers come or not. What fails is tried again, as the
 * README says: the same value, so that it may be in the log twice; it is acknowledged once.
 */
final class SteadyLoad implements AutoCloseable {

    /** So long one attempt waits, so long a value is tried, and so long it rests in between. */
    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** What is under way at most; beyond it the load waits, as a user's own program would. */
    private static final int MOST_UNDER_WAY = 2_000;

    private final URI proposals;
    private final String name = UUID.randomUUID().toString().substring(0, 8);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
    private final AtomicLong sent = new AtomicLong();
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> acknowledgedAt = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> retried = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();

    SteadyLoad(String client, int perSecond) {
        proposals = URI.create(client + "/v1/proposals");
        clock.scheduleAtFixedRate(this::send, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
    }

    private void send() {
        if (room.tryAcquire()) {
            String value = name + "-" + sent.incrementAndGet();
            threads.submit(() -> {
                try {
                    propose(value);
                } finally {
                    room.release();
                }
            });
        }
    }

    private void propose(String value) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String problem = "";
        try {
            while (System.nanoTime() < deadline) {
                problem = attempt(value);
                if (problem.isEmpty()) {
                    return;
                }
                retried.add(problem);
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        failed.add(value + ": " + problem);
    }

    /** Empty where it is acknowledged. */
    private String attempt(String value) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(proposals)
                .timeout(ATTEMPT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.object("value", value)))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 201) {
                acknowledged.put(
                        value, Json.read(answer.body()).required("slot").asLong());
                acknowledgedAt.add(System.nanoTime());
                return "";
            }
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** By value, its slot. */
    Map<String, Long> acknowledged() {
        return acknowledged;
    }

    /** What happened while something was done. */
    Effect during(Runnable disturbance) {
        acknowledgedAt.clear();
        retried.clear();
        failed.clear();
        long start = System.nanoTime();
        disturbance.run();
        long end = System.nanoTime();
        long last = start;
        long longest = 0;
        int count = 0;
        for (long at : acknowledgedAt.stream().filter(t -> t <= end).sorted().toList()) {
            longest = Math.max(longest, at - last);
            last = at;
            count++;
        }
        return new Effect(
                Duration.ofNanos(end - start),
                count,
                Duration.ofNanos(Math.max(longest, end - last)),
                retried.size(),
                retried.stream().findFirst().orElse(""),
                failed.size());
    }

    /**
     * @param took how long it went on
     * @param chosen values acknowledged meanwhile
     * @param longestGap the longest time without one
     * @param retried attempts that failed and were made again
     * @param problem the first of their reasons
     * @param failed values that were given up
     */
    record Effect(Duration took, int chosen, Duration longestGap, int retried, String problem, int failed) {}

    /** Stops sending, and waits for what is under way. */
    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)) {
                throw new AssertionError("values are still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            http.close();
        }
    }
}

package dev.paxoswasm.systemtests.kubernetes;

import dev.paxoswasm.systemtests.cluster.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
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
import java.util.stream.LongStream;

/**
 * Proposes values through the Service at a steady rate, whether answers come or not. What fails is tried again, as
 * docs/kubernetes.md says: after the pause that Retry-After names, or else a short one. The same value may then be in
 * the log twice; it is acknowledged once.
 */
final class SteadyLoad implements AutoCloseable {

    /** So long one attempt waits, so long a value is tried, and so long it rests after a broken connection. */
    private static final Duration ATTEMPT = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** What is under way at most; beyond it the load waits, as a user's own program would. */
    private static final int MOST_UNDER_WAY = 500;

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
        Attempt attempt = attempt(value);
        try {
            while (!attempt.problem().isEmpty() && System.nanoTime() < deadline) {
                retried.add(attempt.problem());
                Thread.sleep(attempt.pause());
                attempt = attempt(value);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!attempt.problem().isEmpty()) {
            failed.add(value + ": " + attempt.problem());
        }
    }

    /**
     * @param problem empty where the value is acknowledged
     * @param pause before it is tried again
     */
    private record Attempt(String problem, Duration pause) {}

    private Attempt attempt(String value) {
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
                return new Attempt("", Duration.ZERO);
            }
            return new Attempt(
                    answer.statusCode() + " " + answer.body(),
                    answer.headers()
                            .firstValue("Retry-After")
                            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                            .orElse(PAUSE));
        } catch (IOException e) {
            return new Attempt(e.toString(), PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Attempt(e.toString(), PAUSE);
        }
    }

    /** By value, its slot. */
    Map<String, Long> acknowledged() {
        return acknowledged;
    }

    /** What happened while something was done. */
    Effect during(Runnable disturbance) {
        retried.clear();
        int failedBefore = failed.size();
        long start = System.nanoTime();
        disturbance.run();
        long end = System.nanoTime();
        long last = acknowledgedAt.stream()
                .mapToLong(at -> at)
                .filter(at -> at < start)
                .max()
                .orElse(start);
        long longest = 0;
        long since = last;
        int count = -1;
        LongStream meanwhile = acknowledgedAt.stream().mapToLong(at -> at).filter(at -> at >= start && at <= end);
        for (long at : LongStream.concat(meanwhile.sorted(), LongStream.of(end)).toArray()) {
            if (at - last > longest) {
                longest = at - last;
                since = last;
            }
            last = at;
            count++;
        }
        return new Effect(
                Duration.ofNanos(end - start),
                count,
                Duration.ofNanos(longest),
                Duration.ofNanos(since - start),
                retried.size(),
                retried.stream().findFirst().orElse(""),
                failed.size() - failedBefore);
    }

    /** What was never acknowledged, and why, since the load began. */
    Collection<String> givenUp() {
        return failed;
    }

    /**
     * @param took how long it went on
     * @param chosen values acknowledged meanwhile
     * @param longestGap the longest time without one
     * @param gapAt when that began
     * @param retried attempts that failed and were made again
     * @param problem the first of their reasons
     * @param failed values that were given up
     */
    record Effect(
            Duration took, int chosen, Duration longestGap, Duration gapAt, int retried, String problem, int failed) {}

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

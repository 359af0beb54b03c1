package dev.paxoswasm.systemtests.cluster;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that propose values side by side, and remember what was answered. */
final class Load implements AutoCloseable {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final String name;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, Long> answered = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> clients = new ArrayList<>();
    private volatile boolean stopped;

    /** @param name no other load's, so that no value is proposed twice */
    Load(Cluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    /** Starts clients that share a number of values to propose. */
    Load start(int clientCount, int values) {
        for (int i = 0; i < clientCount; i++) {
            clients.add(threads.submit(() -> {
                for (int n = next.incrementAndGet(); n <= values && !stopped; n = next.incrementAndGet()) {
                    propose(name + " value " + n);
                }
            }));
        }
        return this;
    }

    private void propose(String value) {
        try {
            HttpResponse<String> response = cluster.propose(value, WAIT);
            if (response.statusCode() == 201) {
                answered.put(value, Json.read(response.body()).required("slot").asLong());
            }
        } catch (UncheckedIOException _) {
            // No answer: it may be chosen or not.
        }
    }

    /** What is answered so far: by value, its slot. */
    Map<String, Long> answered() {
        return answered;
    }

    /** Lets the clients propose all their values. */
    Map<String, Long> finish() {
        for (Future<?> client : clients) {
            try {
                client.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return answered;
    }

    /** Lets each client end with the value it is at. */
    Map<String, Long> stop() {
        stopped = true;
        return finish();
    }

    @Override
    public void close() {
        stopped = true;
        threads.close();
    }
}

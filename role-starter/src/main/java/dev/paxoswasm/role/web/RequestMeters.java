package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.RefusalException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Counts and times all requests, whichever way they come: by operation and outcome, and those over HTTP beside that
 * under the name and with the tags that Spring Boot gives them, for the dashboards that expect these. Its own filter
 * would cost more than a request, and would not see those that go past the container.
 */
public final class RequestMeters {

    private static final String NONE = "none";
    private static final String UNKNOWN = "UNKNOWN";

    /** Whoever asks may make up others. */
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    private static final int MAX_STATUS = 599;

    /** What became of a request. */
    enum Outcome {
        ANSWERED,
        /** By its own fault. */
        REFUSED,
        /** Too much was under way. */
        OVERLOADED,
        /** The node, or the nodes it needs, could not serve, or not in time. */
        UNAVAILABLE,
        FAILED;

        static Outcome ofStatus(int status) {
            if (status < 400) {
                return ANSWERED;
            }
            return switch (status) {
                case 429 -> OVERLOADED;
                case 503 -> UNAVAILABLE;
                default -> status < 500 ? REFUSED : FAILED;
            };
        }

        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Endpoint(
            String method, String uri, @Nullable String operation) {}

    private final MeterRegistry registry;
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();
    private final Map<Endpoint, Http> endpoints = new ConcurrentHashMap<>();

    public RequestMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** The meters of an operation, as in {@code read-log}. */
    public Operation operation(String name) {
        return operations.computeIfAbsent(name, Operation::new);
    }

    /**
     * The meters of requests over HTTP.
     *
     * @param uri the path with variables in it, as in {@code /v1/log/{slot}}
     * @param operation null where it is none, such as a look at the health
     */
    public Http http(String method, String uri, @Nullable String operation) {
        Endpoint endpoint = new Endpoint(METHODS.contains(method) ? method : UNKNOWN, uri, operation);
        Http known = endpoints.get(endpoint);
        return known != null ? known : endpoints.computeIfAbsent(endpoint, Http::new);
    }

    /** Of a request that was refused before anybody looked at where it goes. */
    public Http unknown(String method) {
        return http(method, UNKNOWN, null);
    }

    /** The requests of one operation. */
    public final class Operation {

        private final Timer[] timers = new Timer[Outcome.values().length];

        private Operation(String name) {
            for (Outcome outcome : Outcome.values()) {
                timers[outcome.ordinal()] = Timer.builder("paxos.requests")
                        .description("Requests, over HTTP or from a node of the same process")
                        .tag("operation", name)
                        .tag("outcome", outcome.tag())
                        .register(registry);
            }
        }

        /** One was answered that began when {@link System#nanoTime} was this. */
        public void answered(long begun) {
            record(Outcome.ANSWERED, System.nanoTime() - begun);
        }

        /** As {@link #answered}; this ended it. */
        public void failed(long begun, Throwable failure) {
            Outcome outcome = switch (failure) {
                case RefusalException refused ->
                    Outcome.ofStatus(Problem.of(refused.refusal()).status());
                case ProblemException problem ->
                    Outcome.ofStatus(problem.problem().status());
                default -> Outcome.FAILED;
            };
            record(outcome, System.nanoTime() - begun);
        }

        private void record(Outcome outcome, long nanos) {
            timers[outcome.ordinal()].record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** The requests with one method to one path. */
    public final class Http {

        private final Endpoint endpoint;
        private final @Nullable Operation operation;
        private final AtomicReferenceArray<Timer> byStatus = new AtomicReferenceArray<>(MAX_STATUS + 1);

        private Http(Endpoint endpoint) {
            this.endpoint = endpoint;
            operation = endpoint.operation() == null ? null : operation(endpoint.operation());
        }

        boolean isOf(String method) {
            return endpoint.method().equals(method);
        }

        /** One was answered that began when {@link System#nanoTime} was this. */
        public void answered(int status, long begun) {
            long nanos = System.nanoTime() - begun;
            timer(Math.clamp(status, 0, MAX_STATUS)).record(nanos, TimeUnit.NANOSECONDS);
            if (operation != null) {
                operation.record(Outcome.ofStatus(status), nanos);
            }
        }

        private Timer timer(int status) {
            Timer known = byStatus.get(status);
            if (known != null) {
                return known;
            }
            // A race registers the same timer twice, which the registry answers with the first.
            Timer timer = Timer.builder("http.server.requests")
                    .description("Requests over HTTP")
                    .tag("method", endpoint.method())
                    .tag("uri", endpoint.uri())
                    .tag("status", Integer.toString(status))
                    .tag("outcome", series(status))
                    .tag("exception", NONE)
                    .tag("error", NONE)
                    .register(registry);
            byStatus.set(status, timer);
            return timer;
        }

        private static String series(int status) {
            return switch (status / 100) {
                case 1 -> "INFORMATIONAL";
                case 2 -> "SUCCESS";
                case 3 -> "REDIRECTION";
                case 4 -> "CLIENT_ERROR";
                case 5 -> "SERVER_ERROR";
                default -> UNKNOWN;
            };
        }
    }
}

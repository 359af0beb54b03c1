package dev.paxoswasm.role.web.plain;

import dev.paxoswasm.role.web.Admission;
import dev.paxoswasm.role.web.RequestMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Admits plain requests, hands each to who answers it, and knows which are under way. */
final class PlainRequests {

    private static final int NEVER = -1;

    private final Map<String, PlainHandler> byPath;
    private final PlainRequestReader reader;
    private final Admission admission;
    private final Function<RuntimeException, PlainAnswer> failures;
    private final int keepAliveMillis;
    private final BooleanSupplier leaving;
    private final Counter begun;
    private final Map<String, RequestMeters.Http> meters;
    private final Answers answers = new Answers();
    private final Map<SocketWrapperBase<?>, PlainExchange> underWay = new ConcurrentHashMap<>();
    private volatile @Nullable CompletableFuture<Void> idle;

    /**
     * @param failures explains what went wrong
     * @param keepAliveMillis how long a connection is kept between requests
     * @param leaving whether it is not kept any more: then the container answers, and closes it
     */
    PlainRequests(
            List<PlainHandler> handlers,
            Admission admission,
            Function<RuntimeException, PlainAnswer> failures,
            int keepAliveMillis,
            BooleanSupplier leaving,
            RequestMeters requests,
            MeterRegistry registry) {
        byPath = handlers.stream().collect(Collectors.toUnmodifiableMap(PlainHandler::path, handler -> handler));
        reader = new PlainRequestReader(byPath.keySet());
        this.admission = admission;
        this.failures = failures;
        this.keepAliveMillis = keepAliveMillis;
        this.leaving = leaving;
        begun = Counter.builder("paxos.requests.plain")
                .description("Requests answered without the servlet container")
                .register(registry);
        meters = handlers.stream()
                .collect(Collectors.toUnmodifiableMap(
                        PlainHandler::path, handler -> requests.http("POST", handler.path(), handler.operation())));
    }

    /** Begins to answer what has arrived; false where that is for the container. */
    boolean begin(byte[] bytes, int length, NioSocketWrapper connection) {
        if (leaving.getAsBoolean()) {
            return false;
        }
        PlainRequest request = reader.read(bytes, length);
        PlainHandler handler = request == null ? null : byPath.get(request.path());
        // Whoever finds no place here is told so by the container's filters.
        if (handler == null || !handler.isPlain(request) || !admission.enter(request.body().length)) {
            return false;
        }
        PlainExchange exchange = new PlainExchange(connection, this, request.body().length, meters.get(request.path()));
        begun.increment();
        underWay.put(connection, exchange);
        connection.setReadTimeout(NEVER);
        try {
            handler.begin(request, exchange);
        } catch (RuntimeException e) {
            exchange.answer(() -> {
                throw e;
            });
        }
        return true;
    }

    /** Whether the connection has a request under way, and so need not be looked at until that is answered. */
    boolean leavesUnwatched(SocketWrapperBase<?> connection) {
        PlainExchange exchange = underWay.get(connection);
        return exchange != null && exchange.leaveUnwatched();
    }

    void ended(PlainExchange exchange) {
        exchange.connection().updateLastRead();
        exchange.connection().setReadTimeout(keepAliveMillis);
        underWay.remove(exchange.connection());
        admission.leave(exchange.bodyLength());
        CompletableFuture<Void> waiting = idle;
        if (waiting != null && underWay.isEmpty()) {
            waiting.complete(null);
        }
    }

    /** Where no more requests begin: completes once all that have begun are answered. */
    CompletableFuture<Void> whenIdle() {
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        idle = waiting;
        if (underWay.isEmpty()) {
            waiting.complete(null);
        }
        return waiting;
    }

    Answers answers() {
        return answers;
    }

    PlainAnswer explain(RuntimeException failure) {
        return failures.apply(failure);
    }
}

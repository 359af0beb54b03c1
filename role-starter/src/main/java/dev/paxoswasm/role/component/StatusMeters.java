package dev.paxoswasm.role.component;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gauges read off a component's status, which is asked for at most once a second.
 *
 * @param <S> the status
 */
public final class StatusMeters<S> {

    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MeterRegistry registry;
    private final Supplier<S> ask;
    private @Nullable S status;
    private long validUntil = System.nanoTime();

    public StatusMeters(MeterRegistry registry, Supplier<S> ask) {
        this.registry = registry;
        this.ask = ask;
    }

    public StatusMeters<S> gauge(String name, String description, ToDoubleFunction<? super S> value) {
        Gauge.builder(name, () -> asked(value)).description(description).register(registry);
        return this;
    }

    /** As {@link #gauge}, of a time. */
    public StatusMeters<S> time(String name, String description, Function<? super S, Duration> value) {
        TimeGauge.builder(name, () -> asked(status -> value.apply(status).toNanos()), TimeUnit.NANOSECONDS)
                .description(description)
                .register(registry);
        return this;
    }

    private double asked(ToDoubleFunction<? super S> value) {
        S current = current();
        return current == null ? Double.NaN : value.applyAsDouble(current);
    }

    private synchronized @Nullable S current() {
        if (System.nanoTime() - validUntil >= 0) {
            try {
                status = ask.get();
            } catch (RuntimeException e) {
                status = null;
            }
            validUntil = System.nanoTime() + VALID_NANOS;
        }
        return status;
    }
}

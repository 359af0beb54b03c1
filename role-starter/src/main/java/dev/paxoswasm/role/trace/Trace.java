package dev.paxoswasm.role.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the work of a thread belongs to, to be handed to another one. There is none where tracing is off, or this is not
 * sampled.
 */
public final class Trace {

    private static final AtomicInteger TRACING_NODES = new AtomicInteger();

    private final Context context;

    private Trace(Context context) {
        this.context = context;
    }

    static void on() {
        TRACING_NODES.incrementAndGet();
    }

    static void off() {
        TRACING_NODES.decrementAndGet();
    }

    /** That of the current thread; null where there is none. */
    public static @Nullable Trace current() {
        if (TRACING_NODES.get() == 0) {
            return null;
        }
        Context now = Context.current();
        return Span.fromContext(now).getSpanContext().isSampled() ? new Trace(now) : null;
    }

    /** Does something as a part of it. */
    public static <R> R within(@Nullable Trace trace, Supplier<R> work) {
        if (trace == null) {
            return work.get();
        }
        try (Scope _ = trace.context.makeCurrent()) {
            return work.get();
        }
    }

    /** As {@link #within(Trace, Supplier)}, where nothing comes of it. */
    public static void within(@Nullable Trace trace, Runnable work) {
        within(trace, () -> {
            work.run();
            return trace;
        });
    }

    /**
     * Tells another process of it, in the head of a request (W3C Trace Context).
     *
     * @param field takes a name and its value
     */
    public void tell(BiConsumer<String, String> field) {
        W3CTraceContextPropagator.getInstance().inject(context, null, (_, name, value) -> field.accept(name, value));
    }

    Context context() {
        return context;
    }

    Span span() {
        return Span.fromContext(context);
    }
}

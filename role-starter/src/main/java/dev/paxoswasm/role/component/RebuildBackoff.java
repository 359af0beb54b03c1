package dev.paxoswasm.role.component;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** When to try again to make an instance: after 100 ms, then twice as long each time, up to 10 s. */
final class RebuildBackoff {

    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private long waitNanos = FIRST_NANOS;
    private long nextAt;
    private volatile @Nullable String reason;

    boolean due() {
        return reason == null || System.nanoTime() - nextAt >= 0;
    }

    void failed(String why) {
        reason = why;
        nextAt = System.nanoTime() + waitNanos;
        waitNanos = Math.min(2 * waitNanos, LONGEST_NANOS);
    }

    void succeeded() {
        reason = null;
        waitNanos = FIRST_NANOS;
    }

    String reason() {
        String why = reason;
        return why == null ? "the component has no instance" : why;
    }

    @Nullable
    String reasonOrNull() {
        return reason;
    }
}

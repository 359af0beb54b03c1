package dev.paxoswasm.component;

import java.time.Duration;
import java.util.Objects;

/**
 * What an instance may use.
 *
 * @param callDeadline how long one call, or the instantiation, may run; what runs longer is stopped within a few
 *     milliseconds after
 * @param maxMemoryBytes most linear memory, all memories of the instance together, rounded down to whole pages of 64 KiB
 * @param maxTableElements most elements, all tables of the instance together
 */
public record Limits(Duration callDeadline, long maxMemoryBytes, int maxTableElements) {

    /** One second a call, 64 MiB of memory, 100,000 table elements. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(1), 64L << 20, 100_000);

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    public Limits {
        Objects.requireNonNull(callDeadline);
        if (callDeadline.isNegative() || callDeadline.isZero()) {
            throw new IllegalArgumentException("callDeadline must be positive, not " + callDeadline);
        }
        if (maxMemoryBytes < 0 || maxMemoryBytes > 1L << 32) {
            throw new IllegalArgumentException("maxMemoryBytes must be 0 to 4 GiB, not " + maxMemoryBytes);
        }
        if (maxTableElements < 0) {
            throw new IllegalArgumentException("maxTableElements must not be negative, but is " + maxTableElements);
        }
    }

    /** The longest that the clock can add up stands for anything longer, 146 years and more. */
    long callDeadlineNanos() {
        return callDeadline.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : callDeadline.toNanos();
    }

    public Limits withCallDeadline(Duration deadline) {
        return new Limits(deadline, maxMemoryBytes, maxTableElements);
    }

    public Limits withMaxMemoryBytes(long bytes) {
        return new Limits(callDeadline, bytes, maxTableElements);
    }

    public Limits withMaxTableElements(int elements) {
        return new Limits(callDeadline, maxMemoryBytes, elements);
    }
}

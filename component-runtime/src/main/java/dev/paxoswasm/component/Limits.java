package dev.paxoswasm.component;

import java.time.Duration;
import java.util.Objects;

/**
 * What an instance may use.
 *
 * @param callDeadline how long one call, or the instantiation, may run; what runs longer is stopped within a few
 *     milliseconds after
 * @param maxMemoryBytes most linear memory, all memories of the instance together, rounded down to whole pages of 64
 *     KiB
 * @param maxValueBytes most bytes that the values which one call passes out of the instance may take as Java objects
 * @param maxTableElements most elements, all tables of the instance together
 */
public record Limits(Duration callDeadline, long maxMemoryBytes, long maxValueBytes, int maxTableElements) {

    private static final long HEAP = Runtime.getRuntime().maxMemory();

    /**
     * One second a call; 64 MiB of memory, but no more than a quarter of the Java heap; values of 64 MiB, but no more
     * than an eighth of the heap; 100,000 table elements.
     */
    public static final Limits DEFAULT =
            new Limits(Duration.ofSeconds(1), partOfHeap(64L << 20, 4), partOfHeap(64L << 20, 8), 100_000);

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

    public Limits {
        Objects.requireNonNull(callDeadline);
        if (callDeadline.isNegative() || callDeadline.isZero()) {
            throw new IllegalArgumentException("callDeadline must be positive, not " + callDeadline);
        }
        if (maxMemoryBytes < 0 || maxMemoryBytes > 1L << 32) {
            throw new IllegalArgumentException("maxMemoryBytes must be 0 to 4 GiB, not " + maxMemoryBytes);
        }
        if (maxValueBytes < 0) {
            throw new IllegalArgumentException("maxValueBytes must not be negative, but is " + maxValueBytes);
        }
        if (maxTableElements < 0) {
            throw new IllegalArgumentException("maxTableElements must not be negative, but is " + maxTableElements);
        }
    }

    /** So many bytes, or that part of the Java heap where it is less. */
    public static long partOfHeap(long bytes, int part) {
        return Math.min(bytes, HEAP / part);
    }

    /** The longest that the clock can add up stands for anything longer, 146 years and more. */
    long callDeadlineNanos() {
        return nanos(callDeadline);
    }

    static long nanos(Duration deadline) {
        return deadline.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : deadline.toNanos();
    }

    public Limits withCallDeadline(Duration deadline) {
        return new Limits(deadline, maxMemoryBytes, maxValueBytes, maxTableElements);
    }

    public Limits withMaxMemoryBytes(long bytes) {
        return new Limits(callDeadline, bytes, maxValueBytes, maxTableElements);
    }

    public Limits withMaxValueBytes(long bytes) {
        return new Limits(callDeadline, maxMemoryBytes, bytes, maxTableElements);
    }

    public Limits withMaxTableElements(int elements) {
        return new Limits(callDeadline, maxMemoryBytes, maxValueBytes, elements);
    }
}

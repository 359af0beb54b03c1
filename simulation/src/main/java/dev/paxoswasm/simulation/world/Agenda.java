package dev.paxoswasm.simulation.world;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Events in the order of their times; those of one time in the order they were put in. Times are in microseconds. */
final class Agenda {

    private record Dated(long at, long number, Runnable event) implements Comparable<Dated> {
        @Override
        public int compareTo(Dated other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Dated> events = new PriorityQueue<>();
    private long now;
    private long number;

    long now() {
        return now;
    }

    void at(long time, Runnable event) {
        events.add(new Dated(Math.max(time, now), number++, event));
    }

    void in(long delay, Runnable event) {
        at(now + delay, event);
    }

    /** Moves on to the next event and lets it happen; nothing happens after {@code end}. */
    boolean step(long end) {
        @Nullable Dated next = events.peek();
        if (next == null || next.at() > end) {
            now = Math.max(now, end);
            return false;
        }
        events.remove();
        now = next.at();
        next.event().run();
        return true;
    }
}

package dev.paxoswasm.component.wasi;

import dev.paxoswasm.component.ComponentTrapException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something that a guest waits for: a time, or nothing at all. */
final class Pollable {

    private final @Nullable MonotonicClock clock;
    private final long when;

    private Pollable(@Nullable MonotonicClock clock, long when) {
        this.clock = clock;
        this.when = when;
    }

    /** Of a stream, which never keeps anyone waiting. */
    static Pollable atOnce() {
        return new Pollable(null, 0);
    }

    static Pollable at(MonotonicClock clock, long when) {
        return new Pollable(clock, when);
    }

    static Pollable after(MonotonicClock clock, long nanos) {
        long now = clock.now();
        long when = now + nanos;
        return at(clock, Long.compareUnsigned(when, now) < 0 ? -1 : when);
    }

    boolean isReady() {
        return clock == null || Long.compareUnsigned(clock.now(), when) >= 0;
    }

    void block() {
        anyReady(List.of(this));
    }

    /** Waits until some are ready; returns their places. */
    static List<Long> anyReady(List<Pollable> all) {
        if (all.isEmpty()) {
            throw new ComponentTrapException("the guest polled nothing, which would never be ready");
        }
        while (true) {
            List<Long> ready = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                if (all.get(i).isReady()) {
                    ready.add((long) i);
                }
            }
            if (!ready.isEmpty()) {
                return ready;
            }
            all.stream()
                    .min((one, other) -> Long.compareUnsigned(one.when, other.when))
                    .ifPresent(Pollable::sleep);
        }
    }

    private void sleep() {
        try {
            Objects.requireNonNull(clock).sleepUntil(when);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ComponentTrapException("the thread was interrupted while the guest slept");
        }
    }
}

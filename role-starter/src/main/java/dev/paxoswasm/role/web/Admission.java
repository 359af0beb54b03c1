package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.PaxosProperties;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Bounds the requests in work, in number and in bytes of their bodies, and beside them those that stay open to wait.
 */
public final class Admission {

    private static final long RETRY_MILLIS = 1_000;

    private final int maxInFlight;
    private final int maxWaiting;
    private final Semaphore inFlight;
    private final Semaphore waiting;
    private final ByteBudget bodies;

    public Admission(PaxosProperties.Http bounds) {
        maxInFlight = bounds.maxInFlight();
        maxWaiting = bounds.maxWaiting();
        inFlight = new Semaphore(maxInFlight);
        waiting = new Semaphore(maxWaiting);
        bodies = new ByteBudget(bounds.maxBodySizeInFlight());
    }

    /** Takes a place among the requests in work; false where none is free. */
    public boolean enter() {
        return inFlight.tryAcquire();
    }

    public void leave() {
        inFlight.release();
    }

    /** As {@link #enter()}, for a request with a body of so many bytes. */
    public boolean enter(int bodyBytes) {
        if (!enter()) {
            return false;
        }
        boolean fits = bodies.tryTake(bodyBytes);
        if (!fits) {
            leave();
        }
        return fits;
    }

    public void leave(int bodyBytes) {
        bodies.giveBack(bodyBytes);
        leave();
    }

    /** What the bodies of the requests in work take. */
    ByteBudget bodies() {
        return bodies;
    }

    /**
     * Waits outside of the requests in work.
     *
     * @throws RefusalException overloaded, where too many wait already
     */
    public <R> R waiting(Supplier<R> wait) {
        if (!waiting.tryAcquire()) {
            throw new RefusalException(overloaded());
        }
        inFlight.release();
        try {
            return wait.get();
        } finally {
            inFlight.acquireUninterruptibly();
            waiting.release();
        }
    }

    /** As {@link #waiting(Supplier)}, where nothing comes of it. */
    public void waiting(Runnable wait) {
        waiting(() -> {
            wait.run();
            return true;
        });
    }

    /** What is said where no place is free. */
    public static Refusal overloaded() {
        return new Refusal.Overloaded(RETRY_MILLIS);
    }

    public int inFlight() {
        return maxInFlight - inFlight.availablePermits();
    }

    public int waiting() {
        return maxWaiting - waiting.availablePermits();
    }
}

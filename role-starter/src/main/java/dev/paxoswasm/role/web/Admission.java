package dev.paxoswasm.role.web;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import java.util.concurrent.Semaphore;

/** Bounds the requests in work, and beside them those that only wait for something to happen. */
public final class Admission {

    private static final long RETRY_MILLIS = 1_000;

    private final int maxInFlight;
    private final int maxWaiting;
    private final Semaphore inFlight;
    private final Semaphore waiting;

    public Admission(int maxInFlight, int maxWaiting) {
        this.maxInFlight = maxInFlight;
        this.maxWaiting = maxWaiting;
        inFlight = new Semaphore(maxInFlight);
        waiting = new Semaphore(maxWaiting);
    }

    /** Takes a place among the requests in work; false where none is free. */
    boolean enter() {
        return inFlight.tryAcquire();
    }

    void leave() {
        inFlight.release();
    }

    /**
     * Waits outside of the requests in work.
     *
     * @throws RefusalException overloaded, where too many wait already
     */
    public void waiting(Runnable wait) {
        if (!waiting.tryAcquire()) {
            throw new RefusalException(new Refusal.Overloaded(RETRY_MILLIS));
        }
        inFlight.release();
        try {
            wait.run();
        } finally {
            inFlight.acquireUninterruptibly();
            waiting.release();
        }
    }

    int maxInFlight() {
        return maxInFlight;
    }

    public int inFlight() {
        return maxInFlight - inFlight.availablePermits();
    }

    public int waiting() {
        return maxWaiting - waiting.availablePermits();
    }
}

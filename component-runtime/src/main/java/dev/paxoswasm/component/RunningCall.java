package dev.paxoswasm.component;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The call that an instance runs at present, if any, as the {@link Watchdog} sees it.
 *
 * <p>The state is a phase and the number of the call, changed only by compare-and-set, so that the watchdog can't
 * interrupt the thread for a call that has ended: either the thread ends the call first, or it finds that the watchdog
 * is about to interrupt it, waits for that to happen, and clears it.
 */
final class RunningCall {

    private static final long IDLE = 0;
    private static final long RUNNING = 1;
    private static final long INTERRUPTING = 2;
    private static final long INTERRUPTED = 3;
    private static final long STARTING = 4;
    private static final long PHASES = 8;

    private final AtomicLong state = new AtomicLong(IDLE);
    private volatile long deadlineNanos;
    private volatile @Nullable Thread thread;
    private boolean interruptedBefore;

    /** @throws IllegalStateException if a call is running already, on this thread or another */
    void begin(long nanos) {
        long idle = state.get();
        if (idle % PHASES != IDLE || !state.compareAndSet(idle, idle + STARTING)) {
            throw inUse();
        }
        thread = Thread.currentThread();
        deadlineNanos = System.nanoTime() + nanos;
        state.set(idle + RUNNING);
        try {
            Watchdog.wake();
        } catch (Throwable e) {
            end();
            throw e;
        }
    }

    private IllegalStateException inUse() {
        return new IllegalStateException(
                thread == Thread.currentThread()
                        ? "a host function called the instance that is calling it; the Component Model forbids to reenter"
                        : "the instance is running a call on another thread; callers must hold one lock");
    }

    /**
     * Ends the call; afterwards the watchdog will not touch the thread.
     *
     * @return whether the deadline passed and the watchdog interrupted the thread, which is cleared again
     */
    boolean end() {
        long seen = state.get();
        while (seen % PHASES != INTERRUPTED) {
            if (seen % PHASES == RUNNING && state.compareAndSet(seen, seen + PHASES - RUNNING)) {
                thread = null;
                return false;
            }
            Thread.onSpinWait();
            seen = state.get();
        }
        if (!interruptedBefore) {
            Thread.interrupted();
        }
        thread = null;
        state.set(state.get() + PHASES - INTERRUPTED);
        return true;
    }

    /** Whether the deadline has passed and the thread has been interrupted for it. */
    boolean expired() {
        long phase = state.get() % PHASES;
        return phase == INTERRUPTING || phase == INTERRUPTED;
    }

    /** Called by the watchdog; returns whether a call is running. */
    boolean check(long now) {
        long seen = state.get();
        if (seen % PHASES != RUNNING) {
            return seen % PHASES != IDLE;
        }
        Thread running = thread;
        if (running != null && now - deadlineNanos >= 0 && state.compareAndSet(seen, seen + INTERRUPTING - RUNNING)) {
            long outcome = RUNNING;
            try {
                interruptedBefore = running.isInterrupted();
                running.interrupt();
                outcome = INTERRUPTED;
            } finally {
                state.set(seen + outcome - RUNNING);
            }
        }
        return true;
    }
}

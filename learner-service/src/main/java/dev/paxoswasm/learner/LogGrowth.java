package dev.paxoswasm.learner;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.SmartLifecycle;

/** Lets requests wait until the log reaches a slot. They stop waiting when the service stops. */
final class LogGrowth implements SmartLifecycle {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long through;
    private boolean running;

    /** All slots up to this one are in the log. */
    void reached(long slot) {
        lock.lock();
        try {
            if (slot > through) {
                through = slot;
                grown.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the slot is in the log, no longer than so many milliseconds. */
    void await(long slot, long millis) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (through < slot && left > 0 && running) {
                left = grown.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        setRunning(true);
    }

    @Override
    public void stop() {
        setRunning(false);
    }

    private void setRunning(boolean run) {
        lock.lock();
        try {
            running = run;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }
}

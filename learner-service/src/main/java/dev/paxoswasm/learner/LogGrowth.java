package dev.paxoswasm.learner;

import dev.paxoswasm.role.StopPhase;
import dev.paxoswasm.role.transport.Deadlines;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.SmartLifecycle;

/** Lets requests wait until the log reaches a slot. They stop waiting when the service stops. */
final class LogGrowth implements SmartLifecycle {

    private final Deadlines deadlines;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long through;
    private boolean running;

    LogGrowth(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** All slots up to this one are in the log. */
    void reached(long slot) {
        lock.lock();
        try {
            if (slot > through) {
                through = slot;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the slot is in the log, no longer than so many milliseconds. */
    void await(long slot, long millis) {
        Waiting waiting = new Waiting();
        lock.lock();
        try {
            if (through < slot) {
                deadlines.watch(waiting, TimeUnit.MILLISECONDS.toNanos(millis));
            }
            while (through < slot && !waiting.over && running) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.over = true;
            lock.unlock();
        }
    }

    private final class Waiting implements Deadlines.Wait {

        private volatile boolean over;

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public void tookTooLong() {
            lock.lock();
            try {
                over = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
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
            changed.signalAll();
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

    @Override
    public int getPhase() {
        return StopPhase.LEAVING;
    }
}

package dev.paxoswasm.component.wasi;

import java.util.concurrent.TimeUnit;

/** A clock that never goes back, and by which a guest waits. */
public interface MonotonicClock {

    /** Nanoseconds since some instant of the host's choice; unsigned. */
    long now();

    /**
     * Returns when it is that late by this clock. On a simulated clock the waiting makes it so.
     *
     * @param when as {@link #now} counts
     * @throws InterruptedException if the thread is interrupted, as it is when the deadline of the call passes
     */
    void sleepUntil(long when) throws InterruptedException;

    /** The clock of this machine, from 0 at this call. */
    static MonotonicClock system() {
        long start = System.nanoTime();
        return new MonotonicClock() {
            @Override
            public long now() {
                return System.nanoTime() - start;
            }

            @Override
            public void sleepUntil(long when) throws InterruptedException {
                long left = when - now();
                while (Long.compareUnsigned(now(), when) < 0) {
                    TimeUnit.NANOSECONDS.sleep(left < 0 ? Long.MAX_VALUE : left);
                    left = when - now();
                }
            }
        };
    }
}

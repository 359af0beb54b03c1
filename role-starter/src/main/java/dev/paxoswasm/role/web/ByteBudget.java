package dev.paxoswasm.role.web;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.util.unit.DataSize;

/** Memory that many requests share: so many bytes, and whoever wants more than is left waits or is refused. */
public final class ByteBudget {

    private final int maxBytes;
    private final Semaphore left;

    /** @param max less than 2 GiB */
    public ByteBudget(DataSize max) {
        maxBytes = Math.toIntExact(max.toBytes());
        left = new Semaphore(maxBytes);
    }

    /** Takes bytes; false where so many are not left. */
    public boolean tryTake(int bytes) {
        return left.tryAcquire(bytes);
    }

    /** Takes bytes once so many are left; false where they were not for so long. */
    public boolean take(int bytes, long nanos) throws InterruptedException {
        return left.tryAcquire(bytes, nanos, TimeUnit.NANOSECONDS);
    }

    public void giveBack(int bytes) {
        left.release(bytes);
    }

    /** Bytes. */
    public int taken() {
        return maxBytes - left.availablePermits();
    }
}

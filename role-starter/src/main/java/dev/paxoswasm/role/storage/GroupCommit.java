package dev.paxoswasm.role.storage;

import dev.paxoswasm.host.storage.StorageException;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One flush for all calls that wait. A flush that starts after a batch was written covers it, so while one flush is
 * under way, all that is written meanwhile waits for the next.
 *
 * <p>Flushing has a platform thread of its own: a native call would hold on to the carrier of a virtual thread.
 *
 * <p>A flush that failed is never tried again: the kernel may have dropped the pages and report success the next time.
 */
final class GroupCommit implements AutoCloseable {

    @FunctionalInterface
    interface Flush {
        void run() throws Exception;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Flush flush;
    private final Timer flushes;
    private final DistributionSummary batchesPerFlush;
    private final Thread thread;
    private volatile long written;
    private volatile long flushed;
    private volatile @Nullable StorageException failure;
    private boolean closed;

    GroupCommit(String name, Flush flush, MeterRegistry meters) {
        this.flush = flush;
        flushes = Timer.builder("paxos.storage.flushes")
                .description("Flushes of the write-ahead log to disk")
                .register(meters);
        batchesPerFlush = DistributionSummary.builder("paxos.storage.batches.per.flush")
                .description("Calls whose records one flush covered")
                .register(meters);
        thread = Thread.ofPlatform().name("flush " + name).daemon().start(this::run);
    }

    /** One more batch is written; only one thread at a time calls this. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    void batchWritten() {
        written = written + 1;
    }

    /** Covers all that is written until now. */
    long ticket() {
        return written;
    }

    void await(long ticket) {
        if (flushed >= ticket && failure == null) {
            return;
        }
        lock.lock();
        try {
            work.signal();
            while (flushed < ticket && failure == null) {
                if (closed) {
                    throw new StorageException("the storage was closed before a record was flushed");
                }
                progress.awaitUninterruptibly();
            }
            StorageException failed = failure;
            if (failed != null) {
                throw failed;
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (true) {
            lock.lock();
            try {
                while (written == flushed && !closed) {
                    work.awaitUninterruptibly();
                }
                if (written == flushed) {
                    return;
                }
            } finally {
                lock.unlock();
            }
            long target = written;
            long start = System.nanoTime();
            StorageException failed = null;
            try {
                flush.run();
            } catch (Exception e) {
                failed = new StorageException("flushing the write-ahead log failed", e);
            }
            flushes.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            batchesPerFlush.record(target - flushed);
            lock.lock();
            try {
                if (failed == null) {
                    flushed = target;
                } else {
                    failure = failed;
                }
                progress.signalAll();
            } finally {
                lock.unlock();
            }
            if (failed != null) {
                return;
            }
        }
    }

    /** Flushes what is written, then ends. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

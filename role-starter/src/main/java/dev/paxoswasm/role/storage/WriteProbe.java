package dev.paxoswasm.role.storage;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out whether a store can be written, at most once in a while. */
final class WriteProbe {

    @FunctionalInterface
    interface Attempt {
        void run() throws RocksDBException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(WriteProbe.class);
    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Attempt attempt;
    private long nextAt = System.nanoTime();
    private @Nullable String failure;

    WriteProbe(Attempt attempt) {
        this.attempt = attempt;
    }

    /** Why the last attempt failed; null if it did not, or there was none. Tries nothing. */
    synchronized @Nullable String found() {
        return failure;
    }

    /** Why the last attempt failed; null if it did not. */
    synchronized @Nullable String failure() {
        long now = System.nanoTime();
        if (now - nextAt >= 0) {
            nextAt = now + VALID_NANOS;
            try {
                attempt.run();
                failure = null;
            } catch (RocksDBException e) {
                failure = "a record could not be written: " + e.getMessage();
                LOG.error("The store is not writable: {}", failure);
            }
        }
        return failure;
    }
}

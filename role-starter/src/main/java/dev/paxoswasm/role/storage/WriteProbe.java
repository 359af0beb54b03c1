package dev.paxoswasm.role.storage;

import java.util.concurrent.TimeUnit;
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
    private boolean passed;

    WriteProbe(Attempt attempt) {
        this.attempt = attempt;
    }

    synchronized boolean passes() {
        long now = System.nanoTime();
        if (now - nextAt >= 0) {
            nextAt = now + VALID_NANOS;
            try {
                attempt.run();
                passed = true;
            } catch (RocksDBException e) {
                passed = false;
                LOG.error("A record could not be written to the store: {}", e.getMessage());
            }
        }
        return passed;
    }
}

package dev.paxoswasm.systemtests.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How long this machine's disk takes to flush a few bytes, now and again: no node is faster than its disk. */
final class DiskPauses implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(50);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong longest = new AtomicLong();
    private final Path path;
    private final FileChannel file;
    private final Future<?> flushing;

    DiskPauses(Path folder) {
        try {
            path = Files.createTempFile(Files.createDirectories(folder), "flushed", "");
            file = FileChannel.open(path, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flushing = clock.scheduleWithFixedDelay(this::flush, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void flush() {
        long start = System.nanoTime();
        try {
            file.write(ByteBuffer.allocate(Long.BYTES).putLong(0, start));
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        longest.accumulateAndGet(System.nanoTime() - start, Math::max);
    }

    void forget() {
        longest.set(0);
    }

    /** The longest flush that ended since it was last told to forget. */
    Duration longest() {
        if (flushing.state() == Future.State.FAILED) {
            throw new IllegalStateException(path + " cannot be flushed", flushing.exceptionNow());
        }
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() throws IOException {
        flushing.cancel(false);
        clock.close();
        file.close();
        Files.delete(path);
    }
}

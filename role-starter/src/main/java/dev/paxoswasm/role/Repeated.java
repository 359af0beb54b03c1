package dev.paxoswasm.role;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something again and again, on a thread of its own that keeps no process alive, until it is closed. What fails is
 * told in the log, and tried again.
 */
public final class Repeated implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private Repeated(String name, Duration pause, Runnable task) {
        thread = Thread.ofPlatform().daemon().name(name).unstarted(() -> run(pause, task));
        // Not that of the container, which ends before this thread and would complain.
        thread.setContextClassLoader(Repeated.class.getClassLoader());
    }

    /** At once, and after each pause. */
    public static Repeated start(String name, Duration pause, Runnable task) {
        Repeated repeated = new Repeated(name, pause, task);
        repeated.thread.start();
        return repeated;
    }

    private void run(Duration pause, Runnable task) {
        try {
            do {
                runOrWarn(task);
            } while (!closing.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOrWarn(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed, and is tried again: {}", thread.getName(), e.toString());
        }
    }

    /** Does not wait for what is under way. */
    @Override
    public void close() {
        closing.countDown();
    }
}

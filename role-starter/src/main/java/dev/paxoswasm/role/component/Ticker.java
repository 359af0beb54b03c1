package dev.paxoswasm.role.component;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a component that time has passed, again and again; a tick that fails does not stop the next one. */
public final class Ticker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    public Ticker(String node, Duration interval, Runnable tick) {
        thread = Thread.ofPlatform().name("tick " + node).daemon().unstarted(() -> run(interval, tick));
    }

    public void start() {
        thread.start();
    }

    private void run(Duration interval, Runnable tick) {
        try {
            while (!closing.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    tick.run();
                } catch (RuntimeException e) {
                    LOG.debug("A tick failed: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.paxoswasm.role.component;

import dev.paxoswasm.role.StopPhase;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells a component that time has passed, again and again, from when the service can be reached until it stops. A tick
 * that fails does not stop the next one.
 */
public final class Ticker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Clock clock;
    private final Thread thread;

    public Ticker(String node, Duration interval, Clock clock, Runnable tick) {
        this.clock = clock;
        thread = Thread.ofPlatform().name("tick " + node).daemon().unstarted(() -> run(interval, tick));
    }

    /** The web server listens already. */
    @Override
    public void start() {
        clock.start();
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
    public boolean isRunning() {
        return thread.isAlive();
    }

    @Override
    public int getPhase() {
        return StopPhase.TIME;
    }

    @Override
    public void stop() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

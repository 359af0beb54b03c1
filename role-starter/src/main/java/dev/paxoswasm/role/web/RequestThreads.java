package dev.paxoswasm.role.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Has the container close no connection while something is done for it. At the stop the container waits only until a
 * request has left the servlet; the end of its answer may not be sent by then.
 */
final class RequestThreads implements SmartLifecycle {

    /** Stops once the container takes no more requests, and before it closes connections. */
    private static final int PHASE = WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE - 1;

    /** For the last bytes; a request that hangs was waited for already. */
    private static final long LONGEST_MILLIS = 1_000;

    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean running;
    private volatile @Nullable CompletableFuture<Void> idle;

    /** The same executor, whose tasks are waited for. */
    Executor watched(Executor executor) {
        return task -> {
            busy.incrementAndGet();
            try {
                executor.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        ended();
                    }
                });
            } catch (RejectedExecutionException e) {
                ended();
                throw e;
            }
        };
    }

    private void ended() {
        if (busy.decrementAndGet() > 0) {
            return;
        }
        // Looked at last: whoever stops meanwhile counts after it has said so.
        CompletableFuture<Void> waiting = idle;
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop(Runnable whenStopped) {
        stop();
        CompletableFuture<Void> waiting = new CompletableFuture<>();
        waiting.thenRun(whenStopped);
        idle = waiting;
        if (busy.get() == 0) {
            waiting.complete(null);
        }
        waiting.completeOnTimeout(null, LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

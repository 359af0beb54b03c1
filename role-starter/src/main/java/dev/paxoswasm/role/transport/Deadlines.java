package dev.paxoswasm.role.transport;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends waits that take too long. One thread looks at all of them every few milliseconds, so that a wait costs no more
 * than being written down: with a timeout of its own, each wait of a virtual thread wakes the JDK's timer thread. While
 * nobody waits, the thread sleeps.
 */
public final class Deadlines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** How many times nobody must be found waiting before the thread sleeps until woken. */
    private static final int IDLE_ROUNDS = 50;

    private final Queue<Watched> waits = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    /** Something that waits. */
    public interface Wait {

        boolean isOver();

        /** Is told at most once, unless it was found to be over. */
        void tookTooLong();
    }

    private record Watched(Wait what, long until) {}

    /** @param node in words, for the name of the thread */
    public Deadlines(String node) {
        thread = Thread.ofPlatform().daemon().name("deadlines " + node).start(this::run);
    }

    /** Ends a wait where it is not over after so long. */
    public void watch(Wait wait, long nanos) {
        waits.add(new Watched(wait, System.nanoTime() + nanos));
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /** Cancels what is not completed after so long. */
    public void cancelAfter(CompletableFuture<?> future, long nanos) {
        if (!future.isDone()) {
            watch(new Completion(future), nanos);
        }
    }

    private record Completion(CompletableFuture<?> future) implements Wait {

        @Override
        public boolean isOver() {
            return future.isDone();
        }

        @Override
        public void tookTooLong() {
            future.cancel(false);
        }
    }

    private void run() {
        int idleRounds = 0;
        while (!closed) {
            lookAtAll();
            idleRounds = waits.isEmpty() ? idleRounds + 1 : 0;
            if (idleRounds < IDLE_ROUNDS) {
                LockSupport.parkNanos(PERIOD_NANOS);
                continue;
            }
            asleep = true;
            // What was added before its thread could see the line above is seen by this look.
            while (asleep && waits.isEmpty() && !closed) {
                LockSupport.park();
            }
            asleep = false;
            idleRounds = 0;
        }
    }

    private void lookAtAll() {
        long now = System.nanoTime();
        for (Iterator<Watched> all = waits.iterator(); all.hasNext(); ) {
            Watched watched = all.next();
            if (watched.what().isOver()) {
                all.remove();
            } else if (now - watched.until() >= 0) {
                all.remove();
                end(watched.what());
            }
        }
    }

    private static void end(Wait wait) {
        try {
            wait.tookTooLong();
        } catch (RuntimeException e) {
            LOG.error("A wait that took too long could not be ended", e);
        }
    }

    /** From now on nothing is ended any more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}

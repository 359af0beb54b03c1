package dev.paxoswasm.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Has what was begun undone when the user presses Ctrl-C, or the program is asked to end. From the first thing that is
 * to be undone to the last there is one guard, so that no moment lies between two.
 */
public final class InterruptGuard implements AutoCloseable {
    private static final Runnable NOTHING = () -> {};

    private final AtomicReference<Runnable> undo;
    private final Thread hook = new Thread(this::end, "undo");
    private volatile boolean ending;

    private InterruptGuard(Runnable undo) {
        this.undo = new AtomicReference<>(undo);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException _) {
            awaitEnd();
        }
    }

    /** From now on {@code undo} is run if the program is asked to end. */
    public static InterruptGuard undoing(Runnable undo) {
        return new InterruptGuard(undo);
    }

    /** Runs {@code action}; runs {@code undo} if the program is asked to end meanwhile. */
    public static void during(Runnable undo, Runnable action) {
        try (InterruptGuard _ = undoing(undo)) {
            action.run();
        }
    }

    /** From now on that is to be done instead. Does not return once the program is asked to end. */
    void undoInstead(Runnable other) {
        undo.set(other);
        if (ending) {
            awaitEnd();
        }
    }

    /** From now on nothing is to be undone any more. */
    void keep() {
        undoInstead(NOTHING);
    }

    private void end() {
        ending = true;
        undo.get().run();
    }

    /** What fails because the program is asked to end is nothing to tell the user, so this does not return then. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            awaitEnd();
        }
    }

    private static void awaitEnd() {
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                // The JVM ends when its hooks have ended; nothing else is to be done.
            }
        }
    }
}

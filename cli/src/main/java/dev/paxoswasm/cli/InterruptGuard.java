package dev.paxoswasm.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/** Has something undone when the user presses Ctrl-C, or the program is asked to end. */
final class InterruptGuard {
    private InterruptGuard() {}

    /** Runs {@code action}; runs {@code undo} if the program is asked to end meanwhile. */
    static void during(Runnable undo, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        Thread hook = new Thread(() -> {
            if (!done.get()) {
                undo.run();
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            action.run();
        } finally {
            done.set(true);
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException _) {
                // The program ends already; the hook is on its way.
            }
        }
    }
}

package dev.paxoswasm.component.core;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;

/** How code stops when its thread is interrupted: core code by itself, the moving of values where it looks. */
public final class Interruption {

    private Interruption() {}

    public static boolean is(Throwable failure) {
        return failure instanceof ChicoryInterruptedException;
    }

    public static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new ChicoryInterruptedException("Thread interrupted");
        }
    }
}

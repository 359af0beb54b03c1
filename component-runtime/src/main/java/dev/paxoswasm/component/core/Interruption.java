package dev.paxoswasm.component.core;

import com.dylibso.chicory.runtime.ChicoryInterruptedException;

/** How core code stops when its thread is interrupted. */
public final class Interruption {

    private Interruption() {}

    public static boolean is(Throwable failure) {
        return failure instanceof ChicoryInterruptedException;
    }
}

package dev.paxoswasm.component.recording;

import dev.paxoswasm.component.CallInterruptedException;
import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.DeadlineExceededException;
import dev.paxoswasm.component.MemoryLimitException;

/** Why a call did not run to its end. */
public enum Failing {
    TRAP("trapped"),
    MEMORY("trapped for want of memory"),
    DEADLINE("was stopped at its deadline"),
    /** What the component asked of the host failed there. */
    HOST("ended with a failure of the host"),
    INTERRUPTED("was interrupted by the host");

    private final String words;

    Failing(String words) {
        this.words = words;
    }

    /** As in {@code the call trapped}. */
    public String inWords() {
        return words;
    }

    static Failing of(Throwable failure) {
        return switch (failure) {
            case MemoryLimitException _ -> MEMORY;
            case DeadlineExceededException _ -> DEADLINE;
            case CallInterruptedException _ -> INTERRUPTED;
            case ComponentTrapException _ -> TRAP;
            default -> HOST;
        };
    }
}

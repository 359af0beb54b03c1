package dev.paxoswasm.component;

/**
 * A component needs more memory than its {@link Limits} allow: it declares more at its start, or it asked for more during
 * a call, was refused, and trapped. The instance is poisoned.
 */
public final class MemoryLimitException extends ComponentTrapException {

    MemoryLimitException(String reason) {
        super(reason);
    }

    MemoryLimitException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

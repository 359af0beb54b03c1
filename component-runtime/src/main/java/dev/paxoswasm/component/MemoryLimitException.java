package dev.paxoswasm.component;

/**
 * A component needs more memory than its {@link Limits} allow: it declares more at its start, or it asked for more
 * during a call, was refused, and trapped. The instance is poisoned.
 */
public final class MemoryLimitException extends ComponentTrapException {

    MemoryLimitException(String reason, Throwable cause) {
        super(reason, cause);
    }

    private MemoryLimitException(String reason) {
        super(reason);
    }

    /** For a memory that is too large from its start. */
    public static MemoryLimitException atStart(long pages, long usedBytes, long maxBytes) {
        return new MemoryLimitException("the component declares a memory of " + pages + " pages (" + (pages << 16)
                + " bytes); its limit is " + maxBytes + " bytes, of which other memories take " + usedBytes);
    }
}

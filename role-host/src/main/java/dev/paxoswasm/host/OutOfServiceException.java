package dev.paxoswasm.host;

/** This node cannot serve now. */
public final class OutOfServiceException extends RuntimeException {

    private final Reason reason;

    public OutOfServiceException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What kind of fault took the node out of service. */
    public enum Reason {
        /** The component could not be made anew; that is tried again. */
        COMPONENT,
        /** The storage failed; opening it anew may help. */
        STORAGE,
        /** An invariant of the protocol would have been broken; only a person helps. */
        VIOLATION,
        /** The node is shutting down. */
        SHUTDOWN
    }
}

package dev.paxoswasm.component.wasi;

/** The guest has ended itself: not a fault, but its instance is of no more use. */
public final class WasiExitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What the guest said of how it went. */
    public enum Status {
        SUCCESS,
        FAILURE
    }

    private final Status status;

    WasiExitException(Status status) {
        super("the guest has exited with " + status, null, false, false);
        this.status = status;
    }

    public Status status() {
        return status;
    }
}

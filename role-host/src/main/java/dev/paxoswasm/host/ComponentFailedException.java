package dev.paxoswasm.host;

/** A component did not run to the end of a call. Nothing of what the call stored or sent has happened. */
public final class ComponentFailedException extends RuntimeException {

    public ComponentFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}

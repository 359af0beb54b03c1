package dev.paxoswasm.component;

/**
 * Somebody interrupted the calling thread while the component ran, so the call was stopped. The thread's interrupt status
 * is still set, and the instance is poisoned.
 */
public final class CallInterruptedException extends ComponentException {

    CallInterruptedException(String message, Throwable cause) {
        super(message, cause);
    }
}

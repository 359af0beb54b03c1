package dev.paxoswasm.component;

/**
 * Somebody interrupted the calling thread. If it was before the call, the component has not been entered and goes on;
 * if it was during the call, the call was stopped and the instance is poisoned. The thread's interrupt status is still
 * set.
 */
public final class CallInterruptedException extends ComponentException {

    CallInterruptedException(String message) {
        super(message);
    }
}

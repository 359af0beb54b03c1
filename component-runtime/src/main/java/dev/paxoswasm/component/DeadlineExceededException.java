package dev.paxoswasm.component;

/** A call ran longer than its {@linkplain Limits#callDeadline() deadline} and was stopped. The instance is poisoned. */
public final class DeadlineExceededException extends ComponentException {

    DeadlineExceededException(String message, Throwable cause) {
        super(message, cause);
    }
}

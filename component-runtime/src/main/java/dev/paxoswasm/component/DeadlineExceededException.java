package dev.paxoswasm.component;

import org.jspecify.annotations.Nullable;

/** A call ran longer than its {@linkplain Limits#callDeadline() deadline} and was stopped. The instance is poisoned. */
public final class DeadlineExceededException extends ComponentException {

    DeadlineExceededException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package dev.paxoswasm.component;

import org.jspecify.annotations.Nullable;

/** Something went wrong with a component; the subclass says what. */
public abstract class ComponentException extends RuntimeException {

    ComponentException(String message) {
        super(message);
    }

    ComponentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

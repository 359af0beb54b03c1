package dev.paxoswasm.component;

/** Something went wrong with a component; the subclass says what. */
public abstract class ComponentException extends RuntimeException {

    ComponentException(String message) {
        super(message);
    }

    ComponentException(String message, Throwable cause) {
        super(message, cause);
    }
}

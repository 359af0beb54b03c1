package dev.paxoswasm.component;

/** An import of a component is missing or has another type; the message names it and both types in WIT syntax. */
public final class ComponentLinkException extends ComponentException {

    public ComponentLinkException(String message) {
        super(message);
    }
}

package dev.paxoswasm.host;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How an instance of a component is made.
 *
 * @param <E> its exports, typed
 * @param exports binds an instance; throws if it does not export what it must
 * @param start the first call into a new instance, before any other; it recovers from storage
 * @param onViolation what a broken invariant means for the node
 */
public record Blueprint<E>(
        Component component,
        Limits limits,
        Imports imports,
        Function<ComponentInstance, E> exports,
        Consumer<E> start,
        OnViolation onViolation) {

    /** What follows when a component sees an invariant of the protocol break. */
    public enum OnViolation {
        /** The call is refused; the node goes on. */
        REFUSE,
        /** The node goes out of service: it keeps what is agreed. */
        LEAVE_SERVICE
    }
}

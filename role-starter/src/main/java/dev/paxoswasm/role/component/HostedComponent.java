package dev.paxoswasm.role.component;

import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.host.Blueprint;
import dev.paxoswasm.host.Blueprint.OnViolation;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How an instance of a component is made.
 *
 * @param <E> its exports, typed
 * @param imports what a component is offered
 * @param exports binds an instance; throws if it does not export what it must
 * @param start the first call into a new instance, before any other; it recovers from storage
 * @param succession what another component must keep to that takes its place
 */
public record HostedComponent<E>(
        LoadedComponent loaded,
        Limits limits,
        Function<LoadedComponent, Imports> imports,
        Function<ComponentInstance, E> exports,
        Consumer<E> start,
        Succession<E, ?> succession) {

    Blueprint<E> blueprint() {
        return new Blueprint<>(
                loaded.component(),
                limits,
                imports.apply(loaded),
                exports,
                start,
                loaded.role().keepsTheLog() ? OnViolation.LEAVE_SERVICE : OnViolation.REFUSE);
    }

    /** The same with another component. */
    HostedComponent<E> with(LoadedComponent other) {
        return new HostedComponent<>(other, limits, imports, exports, start, succession);
    }
}

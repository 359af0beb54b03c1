package dev.paxoswasm.role.component;

import org.jspecify.annotations.Nullable;

/**
 * The succession at a role whose components tell the status of their node, and refuse to tell that of another.
 *
 * @param <E> the exports of the components, typed
 * @param <S> their status
 */
public interface StatusSuccession<E, S> extends Succession<E, S> {

    /** The id of this node. */
    long self();

    /** What a component answers when it is asked for the status of a node. */
    S status(E component, long node);

    /** Which node a status is of. */
    long node(S status);

    /** Demands what must hold of any component that has recovered from the storage of this node. */
    default void examine(S after, Differences differences) {}

    /** Demands what must hold beside the status of the one whose place it would take. */
    default void compare(S before, S after, Differences differences) {}

    @Override
    default S status(E component) {
        return status(component, self());
    }

    @Override
    default Differences differences(E successor, @Nullable S before) {
        S after = status(successor);
        Differences differences = new Differences()
                .refusesOthers(self(), other -> status(successor, other))
                .same("node", self(), node(after));
        examine(after, differences);
        if (before != null) {
            compare(before, after, differences);
        }
        return differences;
    }
}

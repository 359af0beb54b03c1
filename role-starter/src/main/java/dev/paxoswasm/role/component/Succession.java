package dev.paxoswasm.role.component;

import org.jspecify.annotations.Nullable;

/**
 * What a component must keep to that takes the place of another one at a running node: what the two say of themselves
 * is compared, the second over the same storage as the first.
 *
 * @param <E> the exports of the components, typed
 * @param <S> what a component says of itself
 */
public interface Succession<E, S> {

    /** What a component says of itself. */
    S status(E component);

    /**
     * What is wrong with a component that has recovered from the storage of this node, and would be called next.
     *
     * @param before what the one said whose place it would take; null where that one could not say anything
     */
    Differences differences(E successor, @Nullable S before);

    /** What nobody but the present instance knows, and must end before it goes; null where nothing must. */
    default @Nullable String unfinished(S present) {
        return null;
    }

    /** Lets nothing begin that must end before the present instance goes, until what is returned is closed. */
    default Hold hold() {
        return () -> {};
    }

    /** Something is kept waiting. */
    interface Hold extends AutoCloseable {

        @Override
        void close();
    }

    /** For a role that has no status and keeps nothing: who starts may serve. */
    static <E> Succession<E, Boolean> ofNothing() {
        return new Succession<>() {
            @Override
            public Boolean status(E component) {
                return true;
            }

            @Override
            public Differences differences(E successor, @Nullable Boolean before) {
                return new Differences();
            }
        };
    }
}

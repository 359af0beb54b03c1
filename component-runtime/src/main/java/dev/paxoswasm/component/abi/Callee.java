package dev.paxoswasm.component.abi;

import org.jspecify.annotations.Nullable;

/**
 * A function of the component level, whose values are Java objects: offered by the host or lifted from a core function.
 */
@FunctionalInterface
public interface Callee {

    /** @param caller the instance whose code calls, or null for the host */
    @Nullable
    Object call(@Nullable ComponentState caller, Object[] arguments);
}

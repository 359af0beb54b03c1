package dev.paxoswasm.component;

import org.jspecify.annotations.Nullable;

/**
 * A function that the host offers to a component.
 *
 * <p>It runs on the thread of the call that is in progress, within that call's deadline. Its arguments are Java values
 * of the parameter types and its result must be one of the result type (see
 * {@link dev.paxoswasm.component.type.WitType}). It must not call into the instance that is calling it: that is
 * refused, as the Component Model forbids it.
 *
 * <p>An exception that it throws ends the component's call and reaches the caller as it is; the instance is then
 * {@linkplain ComponentInstance#poisoned() poisoned}, since the component did not run to its end.
 */
@FunctionalInterface
public interface HostFunction {

    /**
     * @param arguments one value a parameter; the array and its parts belong to the callee
     * @return the result, or null if the function has none
     */
    @Nullable
    Object call(Object[] arguments);
}

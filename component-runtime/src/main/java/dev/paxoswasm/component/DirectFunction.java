package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.ArgumentsLowering;
import dev.paxoswasm.component.abi.LiftedFunction;
import dev.paxoswasm.component.abi.Lifting;
import dev.paxoswasm.component.abi.PassedHandles;
import dev.paxoswasm.component.abi.ResourceBindings;

/** A function exported by an instance, for code that moves arguments and result itself. */
public final class DirectFunction {

    private final ComponentInstance instance;
    private final String name;
    private final LiftedFunction function;
    private final ResourceBindings bindings;

    DirectFunction(ComponentInstance instance, String name, LiftedFunction function, ResourceBindings bindings) {
        this.instance = instance;
        this.name = name;
        this.function = function;
        this.bindings = bindings;
    }

    /** Gets the resources of the arguments of one call, before it is begun. */
    public PassedHandles handles() {
        return PassedHandles.of(bindings);
    }

    /**
     * Calls the function, with the errors of {@link ComponentFunction#call}. What the lowering or the lifting throws
     * traps: arguments that a caller might have got wrong are to be checked before.
     */
    public <R> R call(ArgumentsLowering arguments, Lifting<R> result) {
        return instance.guarded(name, () -> function.call(bindings, arguments, result));
    }
}

package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.Callee;
import dev.paxoswasm.component.abi.LiftedFunction;
import dev.paxoswasm.component.abi.Passed;
import dev.paxoswasm.component.abi.Proxies;
import dev.paxoswasm.component.abi.ResourceBindings;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.ResourceType;
import dev.paxoswasm.component.type.TypeComparison;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function exported by an instance. */
public final class ComponentFunction {

    private final ComponentInstance instance;
    private final String name;
    private final Signature signature;
    private final Callee callee;

    ComponentFunction(
            ComponentInstance instance, String interfaceName, String name, Signature signature, Callee callee) {
        this.instance = instance;
        this.name = "function " + name + " of " + interfaceName;
        this.signature = signature;
        this.callee = callee;
    }

    public FunctionType type() {
        return signature.type();
    }

    /**
     * Calls the function. Not thread-safe, as the instance.
     *
     * <p>What a host function throws during the call reaches the caller as it is.
     *
     * @param arguments one value a parameter, see {@link dev.paxoswasm.component.type.WitType}
     * @return the result, or null if the function has none
     * @throws IllegalArgumentException if an argument is no value of its parameter's type, naming the path to the
     *     fault; the component has not been entered, and the instance goes on
     * @throws ComponentTrapException if the component traps
     * @throws MemoryLimitException if it traps after it was refused more memory
     * @throws DeadlineExceededException if it runs longer than {@link Limits#callDeadline()}
     * @throws CallInterruptedException if the calling thread is or gets interrupted
     * @throws InstancePoisonedException if an earlier call did not run to its end
     * @throws IllegalStateException if another call is running in the instance
     */
    public @Nullable Object call(Object... arguments) {
        signature.checkArguments(arguments, instance.resources());
        return instance.<@Nullable Object>guarded(name, () -> callee.call(null, arguments));
    }

    /**
     * The function for code that moves arguments and result itself.
     *
     * @param parameters how that code passes the parameters
     * @param result how it expects the result
     * @throws IllegalArgumentException if the canonical ABI passes them differently, or if the component imports the
     *     function that it exports
     */
    public DirectFunction direct(Passed parameters, Passed result) {
        return direct(parameters, result, ResourceBindings.of(Proxies.none(), Map.of(), Map.of()));
    }

    /**
     * The function for code that moves arguments and result itself, handles among them.
     *
     * @param expected the type that the code is made for; resource types in it mean those that the function has in
     *     their place
     * @param proxies for each resource type in it
     * @throws IllegalArgumentException if the function is of another type, or as without handles
     */
    public DirectFunction direct(FunctionType expected, Proxies proxies, Passed parameters, Passed result) {
        Map<ResourceType, ResourceType> pairs = new IdentityHashMap<>();
        if (!TypeComparison.pairing(pairs).same(expected, type())) {
            throw new IllegalArgumentException(name + " is " + type() + ", and not " + expected);
        }
        return direct(parameters, result, ResourceBindings.of(proxies, pairs, instance.resourcesByType()));
    }

    private DirectFunction direct(Passed parameters, Passed result, ResourceBindings bindings) {
        if (!signature.passes(parameters, result)) {
            throw new IllegalArgumentException(name + ", " + type() + ", does not pass its parameters " + parameters
                    + " and its result " + result);
        }
        if (!(callee instanceof LiftedFunction lifted)) {
            throw new IllegalArgumentException(name + " is imported by the component that exports it");
        }
        return new DirectFunction(instance, name, lifted, bindings);
    }
}

package dev.paxoswasm.component;

import dev.paxoswasm.component.type.FunctionType;
import org.jspecify.annotations.Nullable;

/** A function exported by an instance. */
public final class ComponentFunction {

    private final FunctionType type;

    ComponentFunction(FunctionType type) {
        this.type = type;
    }

    public FunctionType type() {
        return type;
    }

    /**
     * Calls the function. Not thread-safe, as the instance.
     *
     * @param arguments one value a parameter, see {@link dev.paxoswasm.component.type.WitType}
     * @return the result, or null if the function has none
     * @throws IllegalArgumentException if an argument is no value of its parameter's type, naming the path to the fault;
     *     the component has not been entered with it
     * @throws ComponentTrapException if the component traps
     * @throws DeadlineExceededException if it runs longer than {@link Limits#callDeadline()}
     * @throws CallInterruptedException if the calling thread is interrupted meanwhile
     * @throws InstancePoisonedException if an earlier call did not run to its end
     */
    public @Nullable Object call(Object... arguments) {
        return null;
    }
}

package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.BoundHostFunction;
import dev.paxoswasm.component.abi.LiftBudget;
import dev.paxoswasm.component.core.CoreModule;
import dev.paxoswasm.component.core.Interruption;
import dev.paxoswasm.component.core.MemoryBudget;
import dev.paxoswasm.component.core.TableBudget;
import dev.paxoswasm.component.link.Assembly;
import dev.paxoswasm.component.link.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A running component with its own memory.
 *
 * <p>Not thread-safe: whoever calls into it, from any thread, platform or virtual, holds one lock meanwhile.
 */
public final class ComponentInstance {

    private final Limits limits;
    private final long deadlineNanos;
    private final MemoryBudget memory;
    private final LiftBudget liftBudget;
    private final RunningCall running = new RunningCall();
    private final Map<String, Map<String, ComponentFunction>> functions = new LinkedHashMap<>();
    private @Nullable Throwable poison;

    private ComponentInstance(Limits limits) {
        this.limits = limits;
        this.deadlineNanos = limits.callDeadlineNanos();
        this.memory = new MemoryBudget(limits.maxMemoryBytes());
        this.liftBudget = new LiftBudget(limits.maxValueBytes());
        Watchdog.watch(running);
    }

    static ComponentInstance of(Plan plan, List<CoreModule> modules, Imports imports, Limits limits) {
        ComponentInstance instance = new ComponentInstance(limits);
        List<BoundHostFunction> hostFunctions = HostFunctions.bind(plan.imports(), imports, instance.running);
        Assembly assembly = new Assembly(
                plan,
                modules,
                hostFunctions,
                instance.memory,
                new TableBudget(limits.maxTableElements()),
                instance.liftBudget);
        instance.<@Nullable Void>guarded("its instantiation", () -> {
            assembly.run();
            return null;
        });
        assembly.export((interfaceName, name, signature, callee) -> instance.functions
                .computeIfAbsent(interfaceName, key -> new LinkedHashMap<>())
                .put(name, new ComponentFunction(instance, interfaceName, name, signature, callee)));
        return instance;
    }

    /**
     * @param interfaceName as in the binary, with version; {@link Component#ROOT} for a function of the world itself
     * @throws IllegalArgumentException if the component exports no such function; the message lists what it exports
     */
    public ComponentFunction function(String interfaceName, String functionName) {
        Map<String, ComponentFunction> ofInterface = functions.get(interfaceName);
        if (ofInterface == null) {
            throw new IllegalArgumentException(
                    "the component exports no interface " + interfaceName + "; it exports " + functions.keySet());
        }
        ComponentFunction function = ofInterface.get(functionName);
        if (function == null) {
            throw new IllegalArgumentException("the interface " + interfaceName + " has no function " + functionName
                    + "; it has " + ofInterface.keySet());
        }
        return function;
    }

    /** Whether a call did not run to its end, so that every further call is refused. */
    public boolean poisoned() {
        return poison != null;
    }

    /** The present size of all its linear memories together. */
    public long memoryBytes() {
        return memory.usedBytes();
    }

    /** Runs component code within the deadline; whatever ends it early poisons the instance. */
    <T extends @Nullable Object> T guarded(String what, Supplier<T> code) {
        if (poison != null) {
            throw new InstancePoisonedException(
                    "the instance is not to be used any more, since an earlier call failed: " + poison.getMessage(),
                    poison);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new CallInterruptedException("the thread is interrupted, so " + what + " was not begun");
        }
        running.begin(deadlineNanos);
        memory.forgetRefusal();
        liftBudget.reset();
        @Nullable T result = null;
        Throwable failure = null;
        try {
            result = code.get();
        } catch (Throwable e) {
            failure = e;
        }
        boolean expired = running.end();
        if (failure == null && !expired) {
            return finished(result);
        }
        Throwable reported = expired
                ? new DeadlineExceededException(
                        what + " ran longer than " + limits.callDeadline() + " and was stopped", failure)
                : reported(what, Objects.requireNonNull(failure));
        poison = reported;
        throw ComponentInstance.<RuntimeException>unchecked(reported);
    }

    /** What code returned that ran to its end. */
    @SuppressWarnings("NullAway")
    private static <T extends @Nullable Object> T finished(@Nullable T result) {
        return result;
    }

    private Throwable reported(String what, Throwable failure) {
        return switch (failure) {
            case HostFailure host -> host.thrown();
            case RuntimeException stopped
            when Interruption.is(stopped) ->
                new CallInterruptedException("the thread was interrupted, so " + what + " was stopped");
            case StackOverflowError overflow -> trap(what, "call stack exhausted", overflow);
            case VirtualMachineError error -> error;
            case MemoryLimitException atStart -> atStart;
            default -> trap(what, String.valueOf(failure.getMessage()), failure);
        };
    }

    private ComponentTrapException trap(String what, String reason, Throwable cause) {
        String message = what + " trapped: " + reason;
        return memory.refused()
                ? new MemoryLimitException(
                        message + "; before, it was refused more memory than its limit of " + memory.maxBytes()
                                + " bytes",
                        cause)
                : new ComponentTrapException(message, cause);
    }

    /** Lets a host function's exception pass as it is, checked or not. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException unchecked(Throwable e) throws E {
        throw (E) e;
    }
}

package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.BoundHostFunction;
import dev.paxoswasm.component.abi.LiftBudget;
import dev.paxoswasm.component.abi.LiftedFunction;
import dev.paxoswasm.component.abi.Resource;
import dev.paxoswasm.component.abi.ResourceHandle;
import dev.paxoswasm.component.abi.ResourceProxy;
import dev.paxoswasm.component.abi.Resources;
import dev.paxoswasm.component.abi.Watched;
import dev.paxoswasm.component.core.CoreModule;
import dev.paxoswasm.component.core.ForeignModules;
import dev.paxoswasm.component.core.Interruption;
import dev.paxoswasm.component.core.MemoryBudget;
import dev.paxoswasm.component.core.TableBudget;
import dev.paxoswasm.component.link.Assembly;
import dev.paxoswasm.component.link.Plan;
import dev.paxoswasm.component.type.ResourceType;
import java.nio.ByteBuffer;
import java.util.HashMap;
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
 *
 * <p>It needs to be closed only where it may own objects of the host, see {@link
 * dev.paxoswasm.component.abi.HostResource}.
 */
public final class ComponentInstance implements AutoCloseable {

    private final Plan plan;
    private final Map<Integer, byte[]> exported;
    private final Imports imports;
    private final Limits limits;
    private final Resources resources;
    private final long deadlineNanos;
    private final MemoryBudget memory;
    private final LiftBudget liftBudget;
    private final RunningCall running = new RunningCall();
    private final HostFunctions host;
    private final @Nullable CallLog log;
    private final Map<String, Map<String, ComponentFunction>> functions = new LinkedHashMap<>();
    private @Nullable Assembly assembly;
    private @Nullable Throwable poison;
    private boolean closed;

    private ComponentInstance(
            Plan plan, Map<Integer, byte[]> exported, Imports imports, Limits limits, @Nullable CallLog log) {
        this.plan = plan;
        this.exported = exported;
        this.imports = imports;
        this.limits = limits;
        this.resources = new Resources(plan.resources().size());
        this.deadlineNanos = limits.callDeadlineNanos();
        this.memory = new MemoryBudget(limits.maxMemoryBytes());
        this.liftBudget = new LiftBudget(limits.maxValueBytes());
        this.log = log;
        this.host = new HostFunctions(imports, running, resources, log);
        Watchdog.watch(running);
    }

    static ComponentInstance of(
            Plan plan,
            List<CoreModule> modules,
            Map<Integer, byte[]> exported,
            ForeignModules foreign,
            Imports imports,
            Limits limits,
            @Nullable CallLog log) {
        ComponentInstance instance = new ComponentInstance(plan, exported, imports, limits, log);
        List<BoundHostFunction> hostFunctions = instance.host.bind(plan);
        Assembly assembly = new Assembly(
                plan,
                modules,
                hostFunctions,
                instance.host.bindModules(plan, foreign),
                instance.host,
                instance.memory,
                new TableBudget(limits.maxTableElements()),
                instance.liftBudget,
                instance.resources);
        instance.assembly = assembly;
        instance.<@Nullable Void>guarded("its instantiation", () -> {
            assembly.run();
            return null;
        });
        // An interface may export no function.
        plan.type().exportedInterfaces().keySet().forEach(name -> instance.functions.put(name, new LinkedHashMap<>()));
        assembly.export((interfaceName, name, signature, callee) -> {
            if (log != null && callee instanceof LiftedFunction lifted) {
                lifted.watch(new Watched(log, log.exported(interfaceName, name, signature.type())));
            }
            instance.functions
                    .computeIfAbsent(interfaceName, key -> new LinkedHashMap<>())
                    .put(name, new ComponentFunction(instance, interfaceName, name, signature, callee));
        });
        return instance;
    }

    /**
     * Whether {@link #image} is all that its code can change: memories and numbers, and neither tables nor handles.
     */
    public boolean hasImage() {
        return Objects.requireNonNull(assembly).hasImage();
    }

    /**
     * Writes what its code has changed since it was made. Nothing runs in it meanwhile.
     *
     * @return whether there was room for it; what was written is of no use where there was not
     */
    public boolean image(ByteBuffer out) {
        return Objects.requireNonNull(assembly).image(out);
    }

    /**
     * Goes on where another instance was of the same component, in place of what it has done itself.
     *
     * @param image as {@link #image} wrote it
     * @throws IllegalArgumentException if it is no image of an instance of this component; this one is of no use then
     */
    public void restore(byte[] image) {
        Objects.requireNonNull(assembly).restore(image);
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

    /**
     * A resource type that the component exports: for {@link Imports.Builder#resource}, and to tell what a handle is
     * of.
     *
     * @param interfaceName as in the binary, with version; {@link Component#ROOT} for one of the world itself
     * @throws IllegalArgumentException if it exports no such resource type
     */
    public Resource resource(String interfaceName, String name) {
        Integer number =
                plan.exportedResources().getOrDefault(interfaceName, Map.of()).get(name);
        if (number == null) {
            throw new IllegalArgumentException("the component exports no resource type " + name + " of " + interfaceName
                    + "; it exports " + plan.exportedResources());
        }
        return resources.get(number);
    }

    /**
     * Ends what an owning handle refers to, which runs the destructor of the component that defines it.
     *
     * @param handle that this instance passed out
     * @throws IllegalStateException if it has been given away, or is lent to a call
     */
    public void drop(ResourceHandle handle) {
        handle.requireGivable();
        this.<@Nullable Void>guarded("a destructor of " + handle.resource(), () -> {
            handle.drop(host);
            return null;
        });
    }

    /**
     * Ends what a proxy stands for, once: does nothing if that is gone, given away, or ended with its instance.
     *
     * @throws IllegalStateException if it is lent to a call
     */
    public void close(ResourceProxy proxy) {
        ResourceHandle handle = proxy.resourceHandle();
        if (handle.isUsable() && poison == null && !closed) {
            drop(handle);
        }
    }

    Resources resources() {
        return resources;
    }

    Map<String, Map<String, ComponentFunction>> functions() {
        return functions;
    }

    /** The resource types that it exports, by interface and name. */
    Map<String, Map<String, Integer>> exportedResources() {
        return plan.exportedResources();
    }

    /** The core modules that it exports, by interface and name. */
    Map<String, Map<String, byte[]>> exportedModules() {
        Map<String, Map<String, byte[]>> modules = new LinkedHashMap<>();
        plan.exportedModules().forEach((interfaceName, named) -> {
            Map<String, byte[]> binaries = new LinkedHashMap<>();
            named.forEach((name, module) -> binaries.put(name, Objects.requireNonNull(binary(module))));
            modules.put(interfaceName, binaries);
        });
        return modules;
    }

    private byte @Nullable [] binary(Plan.ExportedModule module) {
        return switch (module.origin()) {
            case BINARY -> exported.get(module.number());
            case HOST -> {
                Plan.ModuleImport wanted = plan.moduleImports().get(module.number());
                yield imports.module(wanted.interfaceName(), wanted.name());
            }
        };
    }

    /** All its resource types, as the types of its functions name them. */
    Map<ResourceType, Resource> resourcesByType() {
        Map<ResourceType, Resource> byType = new HashMap<>();
        for (int i = 0; i < plan.resources().size(); i++) {
            byType.put(plan.resources().get(i).type(), resources.get(i));
        }
        return byType;
    }

    /** Whether a call did not run to its end, so that every further call is refused. */
    public boolean poisoned() {
        return poison != null;
    }

    /** The present size of all its linear memories together. */
    public long memoryBytes() {
        return memory.usedBytes();
    }

    /**
     * Ends the instance, and with it the objects of the host that it owns, as it does by itself where a call does not
     * run to its end. What an object throws then is thrown, or added to what ended the call. Closing again does
     * nothing.
     *
     * @throws IllegalStateException if a call is running in the instance
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        running.begin(deadlineNanos);
        closed = true;
        running.end();
        RuntimeException failures = new IllegalStateException("not all that the instance owned was closed");
        closeOwned(failures);
        Throwable[] suppressed = failures.getSuppressed();
        if (suppressed.length == 1) {
            throw ComponentInstance.<RuntimeException>unchecked(suppressed[0]);
        }
        if (suppressed.length > 1) {
            throw failures;
        }
    }

    private void closeOwned(Throwable failures) {
        Assembly of = assembly;
        if (of != null) {
            of.closeOwned(handle -> {
                try {
                    handle.drop(Supplier::get);
                } catch (Throwable e) {
                    failures.addSuppressed(e);
                }
            });
        }
    }

    /** Runs component code within the deadline; whatever ends it early poisons the instance. */
    <T extends @Nullable Object> T guarded(String what, Supplier<T> code) {
        if (closed) {
            throw new IllegalStateException("the instance is closed, so " + what + " was not begun");
        }
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
            if (log != null) {
                log.begins(this);
            }
            result = code.get();
        } catch (Throwable e) {
            failure = e;
        }
        boolean expired = running.end();
        if (failure == null && !expired) {
            if (log != null) {
                log.ended();
            }
            return finished(result);
        }
        Throwable reported = expired
                ? new DeadlineExceededException(
                        what + " ran longer than " + limits.callDeadline() + " and was stopped", failure)
                : reported(what, Objects.requireNonNull(failure));
        poison = reported;
        if (log != null) {
            log.failed(reported);
        }
        closeOwned(reported);
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

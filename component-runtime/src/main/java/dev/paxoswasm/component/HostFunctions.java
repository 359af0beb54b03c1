package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.BoundHostFunction;
import dev.paxoswasm.component.abi.DirectHostFunction;
import dev.paxoswasm.component.abi.HostCall;
import dev.paxoswasm.component.abi.Resource;
import dev.paxoswasm.component.abi.Resources;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.abi.Watched;
import dev.paxoswasm.component.core.CoreModule;
import dev.paxoswasm.component.core.ForeignModules;
import dev.paxoswasm.component.link.Plan;
import dev.paxoswasm.component.shape.ModuleShape;
import dev.paxoswasm.component.type.ResourceType;
import dev.paxoswasm.component.type.TypeComparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds what the host offers to what a component imports, and runs it. */
final class HostFunctions implements HostCall {

    /** What is told of a component that imports much else than the host offers. */
    private static final int MAX_FAULTS = 20;

    private final Imports imports;
    private final RunningCall call;
    private final Resources resources;
    private final @Nullable CallLog log;
    private final Map<ResourceType, Resource> imported = new HashMap<>();

    /** @param resources gets those that are imported; @param log is told what is asked, unless it is null */
    HostFunctions(Imports imports, RunningCall call, Resources resources, @Nullable CallLog log) {
        this.imports = imports;
        this.call = call;
        this.resources = resources;
        this.log = log;
    }

    /** @return one function for each import, in order */
    List<BoundHostFunction> bind(Plan plan) {
        if (!plan.unoffered().isEmpty()) {
            throw new ComponentLinkException("the component imports " + String.join(" and ", plan.unoffered())
                    + ", which the host does not offer");
        }
        for (String interfaceName : plan.type().importedInterfaces().keySet()) {
            if (imports.offer(Component.ROOT, interfaceName) != null) {
                throw new ComponentLinkException("the component imports the instance " + interfaceName
                        + ", but the host offers a function of that name");
            }
        }
        List<String> faults = new ArrayList<>();
        List<BoundHostFunction> bound = new ArrayList<>();
        plan.resourceImports().forEach(wanted -> collect(faults, () -> bindResource(plan, wanted)));
        plan.imports().forEach(wanted -> collect(faults, () -> bound.add(bound(wanted))));
        if (!faults.isEmpty()) {
            int left = faults.size() - MAX_FAULTS;
            throw new ComponentLinkException(faults.stream().limit(MAX_FAULTS).collect(Collectors.joining("; "))
                    + (left > 0 ? "; and " + left + " more" : ""));
        }
        return List.copyOf(bound);
    }

    /** All that is wrong is told at once. */
    private static void collect(List<String> faults, Runnable binding) {
        try {
            binding.run();
        } catch (ComponentLinkException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
    }

    private void bindResource(Plan plan, Plan.ResourceImport wanted) {
        Resource offered = imports.resource(wanted.interfaceName(), wanted.name());
        String name = wanted.name() + " of " + wanted.interfaceName();
        switch (wanted.wanted()) {
            case ANY -> {
                if (offered == null) {
                    throw new ComponentLinkException(
                            "the component imports the resource type " + name + ", which the host does not offer");
                }
                resources.set(wanted.number(), offered);
                imported.put(plan.resources().get(wanted.number()).type(), offered);
            }
            case SAME -> {
                Resource same = resources.get(wanted.number());
                if (offered != null && offered != same) {
                    throw new ComponentLinkException("the component imports the resource type " + name
                            + ", which is to be the same as " + same + ", but the host offers another");
                }
            }
        }
    }

    /** @return one for each core module that is imported, in order; @param compiler of modules from outside */
    List<CoreModule> bindModules(Plan plan, ForeignModules compiler) {
        if (plan.moduleImports().isEmpty()) {
            return List.of();
        }
        ForeignModules fresh = compiler.fresh();
        // The same module may be imported under several names.
        Map<byte[], CoreModule> compiled = new IdentityHashMap<>();
        return plan.moduleImports().stream()
                .map(wanted -> bound(wanted, fresh, compiled))
                .toList();
    }

    private CoreModule bound(Plan.ModuleImport wanted, ForeignModules compiler, Map<byte[], CoreModule> compiled) {
        String name = "core module " + wanted.name() + " of " + wanted.interfaceName();
        byte[] offered = imports.module(wanted.interfaceName(), wanted.name());
        if (offered == null) {
            throw new ComponentLinkException("the component imports " + name + ", which the host does not offer");
        }
        CoreModule module;
        try {
            module = compiled.computeIfAbsent(offered, compiler::compile);
        } catch (MalformedComponentException | UnsupportedComponentException e) {
            throw new ComponentLinkException("the host offers " + name + ", of which: " + e.getMessage());
        }
        String mismatch = ModuleShape.of(module.asInterface()).mismatch(wanted.wanted());
        if (mismatch != null) {
            throw new ComponentLinkException("the host offers another " + name + " than is imported: " + mismatch);
        }
        return module;
    }

    private BoundHostFunction bound(Plan.Import wanted) {
        Imports.Offer offer = imports.offer(wanted.interfaceName(), wanted.functionName());
        String name = wanted.functionName() + " of " + wanted.interfaceName();
        Signature signature = wanted.signature();
        long maxElements = imports.maxElements(wanted.interfaceName());
        if (offer == null) {
            throw new ComponentLinkException("the component imports function " + name + ": " + signature.type()
                    + ", which the host does not offer");
        }
        if (offer.type() != null) {
            String difference = new TypeComparison(
                            (one, other) -> isSame(offer.resources().get(one), imported.get(other)))
                    .difference(offer.type(), signature.type());
            if (difference != null) {
                throw new ComponentLinkException("the component imports function " + name + ": " + signature.type()
                        + ", but the host offers it as " + offer.type() + ": " + difference);
            }
        }
        Watched watched = log == null
                ? null
                : new Watched(log, log.imported(wanted.interfaceName(), wanted.functionName(), signature.type()));
        return switch (offer.function()) {
            case Imports.Generic(HostFunction function) ->
                new BoundHostFunction.Generic(
                        (caller, arguments) -> call(name, signature, function, arguments), maxElements, watched);
            case Imports.Direct(DirectHostFunction<?> function) ->
                direct(name, signature, function, maxElements, watched);
        };
    }

    private static boolean isSame(@Nullable Resource offered, @Nullable Resource wanted) {
        return offered != null && offered == wanted;
    }

    private @Nullable Object call(String name, Signature signature, HostFunction function, Object[] arguments) {
        Object result = this.<@Nullable Object>run(name, () -> function.call(arguments));
        try {
            signature.checkResult(result, resources);
        } catch (IllegalArgumentException e) {
            throw new HostFailure(new IllegalArgumentException("host function " + name + ": " + e.getMessage()));
        }
        return result;
    }

    private <R> BoundHostFunction direct(
            String name,
            Signature signature,
            DirectHostFunction<R> function,
            long maxElements,
            @Nullable Watched watched) {
        if (!signature.passes(function.parameters(), function.answer())) {
            throw new ComponentLinkException("host function " + name + ": " + signature.type()
                    + " does not pass its parameters " + function.parameters() + " and its result "
                    + function.answer());
        }
        HostCall host = new HostCall() {
            @Override
            public <T> T run(Supplier<T> code) {
                return HostFunctions.this.run(name, code);
            }
        };
        return new BoundHostFunction.Direct<>(function, host, maxElements, watched);
    }

    /** Of a destructor. */
    @Override
    public <T> T run(Supplier<T> code) {
        return run("destructor", code);
    }

    private <T extends @Nullable Object> T run(String name, Supplier<T> code) {
        T result;
        try {
            result = code.get();
        } catch (StackOverflowError e) {
            // The component may have left it next to no stack.
            throw e;
        } catch (Throwable e) {
            throw new HostFailure(e);
        }
        if (call.expired()) {
            throw new ComponentTrapException("host function " + name + " ran past the deadline");
        }
        return result;
    }
}

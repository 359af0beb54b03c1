package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.BoundHostFunction;
import dev.paxoswasm.component.abi.DirectHostFunction;
import dev.paxoswasm.component.abi.HostCall;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.link.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Binds what the host offers to what a component imports. */
final class HostFunctions {

    private HostFunctions() {}

    /** @return one function for each import, in order */
    static List<BoundHostFunction> bind(List<Plan.Import> wanted, Imports imports, RunningCall call) {
        List<BoundHostFunction> bound = new ArrayList<>();
        for (Plan.Import each : wanted) {
            Imports.Offer offer = imports.offer(each.interfaceName(), each.functionName());
            String name = each.functionName() + " of " + each.interfaceName();
            Signature signature = each.signature();
            long maxElements = imports.maxElements(each.interfaceName());
            if (offer == null) {
                throw new ComponentLinkException("the component imports function " + name + ": " + signature.type()
                        + ", which the host does not offer");
            }
            if (offer.type() != null && !offer.type().equals(signature.type())) {
                throw new ComponentLinkException("the component imports function " + name + ": " + signature.type()
                        + ", but the host offers it as " + offer.type());
            }
            bound.add(
                    switch (offer.function()) {
                        case Imports.Generic(HostFunction function) ->
                            new BoundHostFunction.Generic(
                                    arguments -> call(name, signature, function, arguments, call), maxElements);
                        case Imports.Direct(DirectHostFunction<?> function) ->
                            direct(name, signature, function, call, maxElements);
                    });
        }
        return bound;
    }

    private static @Nullable Object call(
            String name, Signature signature, HostFunction function, Object[] arguments, RunningCall call) {
        Object result = HostFunctions.<@Nullable Object>run(name, () -> function.call(arguments), call);
        try {
            signature.checkResult(result);
        } catch (IllegalArgumentException e) {
            throw new HostFailure(new IllegalArgumentException("host function " + name + ": " + e.getMessage()));
        }
        return result;
    }

    private static <R> BoundHostFunction direct(
            String name, Signature signature, DirectHostFunction<R> function, RunningCall call, long maxElements) {
        if (!signature.passes(function.parameters(), function.answer())) {
            throw new ComponentLinkException("host function " + name + ": " + signature.type()
                    + " does not pass its parameters " + function.parameters() + " and its result "
                    + function.answer());
        }
        HostCall host = new HostCall() {
            @Override
            public <T> T run(Supplier<T> code) {
                return HostFunctions.run(name, code, call);
            }
        };
        return new BoundHostFunction.Direct<>(function, host, maxElements);
    }

    private static <T extends @Nullable Object> T run(String name, Supplier<T> code, RunningCall call) {
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

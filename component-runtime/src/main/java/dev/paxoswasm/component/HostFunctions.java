package dev.paxoswasm.component;

import dev.paxoswasm.component.abi.Callee;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.link.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds what the host offers to what a component imports. */
final class HostFunctions {

    private HostFunctions() {}

    /** @return one function for each import, in order */
    static List<Callee> bind(List<Plan.Import> wanted, Imports imports, RunningCall call) {
        List<Callee> bound = new ArrayList<>();
        for (Plan.Import each : wanted) {
            Imports.Offer offer = imports.offer(each.interfaceName(), each.functionName());
            String name = each.functionName() + " of " + each.interfaceName();
            Signature signature = each.signature();
            if (offer == null) {
                throw new ComponentLinkException("the component imports function " + name + ": " + signature.type()
                        + ", which the host does not offer");
            }
            if (offer.type() != null && !offer.type().equals(signature.type())) {
                throw new ComponentLinkException("the component imports function " + name + ": " + signature.type()
                        + ", but the host offers it as " + offer.type());
            }
            bound.add(arguments -> call(name, signature, offer.function(), arguments, call));
        }
        return bound;
    }

    private static @Nullable Object call(
            String name, Signature signature, HostFunction function, Object[] arguments, RunningCall call) {
        Object result;
        try {
            result = function.call(arguments);
        } catch (Throwable e) {
            throw new HostFailure(e);
        }
        if (call.expired()) {
            throw new ComponentTrapException("host function " + name + " ran past the deadline");
        }
        try {
            signature.checkResult(result);
        } catch (IllegalArgumentException e) {
            throw new HostFailure(new IllegalArgumentException("host function " + name + ": " + e.getMessage()));
        }
        return result;
    }
}

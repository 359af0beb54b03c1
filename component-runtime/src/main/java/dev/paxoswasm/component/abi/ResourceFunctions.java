package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.core.CoreFunction;

/**
 * The core functions by which a component works with handles: {@code canon resource.new}, {@code .drop}, {@code .rep}.
 */
public final class ResourceFunctions {

    private static final long[] NOTHING = {};

    private ResourceFunctions() {}

    public static CoreFunction make(ComponentState state, Resource resource) {
        return arguments -> {
            state.requireMayLeave();
            return new long[] {state.handles().add(new HandleTable.Entry(resource, (int) arguments[0], null))};
        };
    }

    /** @param host runs what belongs to the host */
    public static CoreFunction drop(ComponentState state, Resource resource, HostCall host) {
        return arguments -> {
            state.requireMayLeave();
            HandleTable.Entry entry = state.handles().remove((int) arguments[0], resource);
            if (entry.lentFor != null) {
                entry.lentFor.borrow(-1);
            } else {
                resource.destroy(entry.representation, state, host);
            }
            return NOTHING;
        };
    }

    public static CoreFunction representation(ComponentState state, Resource resource) {
        return arguments ->
                new long[] {(Integer) state.handles().get((int) arguments[0], resource).representation & 0xffffffffL};
    }
}

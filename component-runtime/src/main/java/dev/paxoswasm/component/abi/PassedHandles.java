package dev.paxoswasm.component.abi;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resources that are passed at once by code that knows its types: refuses what cannot be passed, before any of it
 * is.
 */
public final class PassedHandles {

    private final ResourceBindings bindings;
    private final HandleUse check = new HandleUse();
    private final Set<Object> given = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Object> lent = Collections.newSetFromMap(new IdentityHashMap<>());

    private PassedHandles(ResourceBindings bindings) {
        this.bindings = bindings;
    }

    /** Those that a function of the host answers. */
    public static PassedHandles ofHost() {
        return new PassedHandles(ResourceBindings.OF_HOST);
    }

    public static PassedHandles of(ResourceBindings bindings) {
        return new PassedHandles(bindings);
    }

    /**
     * Demands an object that can be given away.
     *
     * @param label what it is called in the message
     * @throws IllegalArgumentException if it is none of this resource type, not owned any more, or passed twice
     */
    public <T> void give(HostResource<T> resource, @Nullable T object, String label) {
        ResourceHandle handle = handle(resource, object, label);
        try {
            if (handle != null) {
                check.give(handle, bindings.resource(resource));
            } else if (lent.contains(object) || !given.add(present(object))) {
                throw new InvalidValue(HandleUse.GIVEN_ONCE, object);
            }
        } catch (InvalidValue e) {
            throw e.from(label);
        }
    }

    /**
     * Demands an object that can be lent.
     *
     * @param label what it is called in the message
     * @throws IllegalArgumentException if it is none of this resource type, gone, or given away at the same time
     */
    public <T> void lend(HostResource<T> resource, @Nullable T object, String label) {
        ResourceHandle handle = handle(resource, object, label);
        try {
            if (handle != null) {
                check.lend(handle, bindings.resource(resource));
            } else if (given.contains(object)) {
                throw new InvalidValue(HandleUse.GIVEN_ONCE, object);
            } else {
                lent.add(present(object));
            }
        } catch (InvalidValue e) {
            throw e.from(label);
        }
    }

    /** The handle of a component's resource, or null for an object of the host. */
    private @Nullable ResourceHandle handle(HostResource<?> resource, @Nullable Object object, String label) {
        if (bindings.isOfHost(resource)) {
            if (!resource.isObject(object)) {
                throw new InvalidValue("a " + resource + " of the host", object).from(label);
            }
            return null;
        }
        ResourceHandle handle = bindings.handle(resource, object);
        if (handle == null) {
            throw new InvalidValue("a " + resource + " that this component made", object).from(label);
        }
        return handle;
    }

    @SuppressWarnings("NullAway") // it is an object of the host
    private static Object present(@Nullable Object object) {
        return object;
    }
}

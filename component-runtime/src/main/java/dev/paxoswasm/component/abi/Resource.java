package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.core.CoreFunction;
import dev.paxoswasm.component.type.ResourceType;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A resource type of one running instance, or of the host: what handles refer to. Every instance has resource types of
 * its own, even where two are made of one component.
 */
public final class Resource {

    private final ResourceType type;
    private final @Nullable ComponentState definer;
    private final @Nullable CoreFunction destructor;
    private final @Nullable IntConsumer hostDestructor;

    private Resource(
            ResourceType type,
            @Nullable ComponentState definer,
            @Nullable CoreFunction destructor,
            @Nullable IntConsumer hostDestructor) {
        this.type = type;
        this.definer = definer;
        this.destructor = destructor;
        this.hostDestructor = hostDestructor;
    }

    /**
     * A resource type of the host.
     *
     * @param name for messages
     * @param destructor is told the representation of what a component has dropped
     */
    public static Resource ofHost(String name, IntConsumer destructor) {
        return new Resource(new ResourceType(name), null, null, Objects.requireNonNull(destructor));
    }

    /**
     * A resource type that a component instance defines; @param destructor null if nothing is done for a dropped one.
     */
    public static Resource ofComponent(ResourceType type, ComponentState definer, @Nullable CoreFunction destructor) {
        return new Resource(type, definer, destructor, null);
    }

    /** For types of functions that the host offers, such as {@code WitType.own(resource.type())}. */
    public ResourceType type() {
        return type;
    }

    boolean isOfHost() {
        return definer == null;
    }

    boolean isDefinedBy(ComponentState state) {
        return definer == state;
    }

    /**
     * Ends what a handle referred to.
     *
     * @param caller whose code dropped it, or null for the host
     * @param host runs what belongs to the host
     */
    void destroy(int representation, @Nullable ComponentState caller, HostCall host) {
        if (hostDestructor != null) {
            IntConsumer destroyed = hostDestructor;
            host.run(() -> {
                destroyed.accept(representation);
                return true;
            });
        } else if (definer != null) {
            definer.enter(caller);
            if (destructor != null) {
                destructor.call(new long[] {representation & 0xffffffffL});
            }
            definer.leave(caller);
        }
    }

    @Override
    public String toString() {
        return type.toString();
    }
}

package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.core.CoreFunction;
import dev.paxoswasm.component.type.ResourceType;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A resource type of one running instance, or of the host: what handles refer to. Every instance has resource types of
 * its own, even where two are made of one component.
 */
public final class Resource {

    private final String name;
    private final ResourceType type;
    private final @Nullable ComponentState definer;
    private final @Nullable CoreFunction destructor;
    private final @Nullable Consumer<Object> hostDestructor;
    private final Class<?> representations;

    private Resource(
            String name,
            ResourceType type,
            @Nullable ComponentState definer,
            @Nullable CoreFunction destructor,
            @Nullable Consumer<Object> hostDestructor,
            Class<?> representations) {
        this.name = name;
        this.type = type;
        this.definer = definer;
        this.destructor = destructor;
        this.hostDestructor = hostDestructor;
        this.representations = representations;
    }

    /**
     * A resource type of the host whose handles stand for numbers; {@link HostResource} has objects instead.
     *
     * @param name for messages
     * @param destructor is told the representation of what a component has dropped
     */
    public static Resource ofHost(String name, IntConsumer destructor) {
        Objects.requireNonNull(destructor);
        return ofObjects(name, Integer.class, destructor::accept);
    }

    static <T> Resource ofObjects(String name, Class<T> objects, Consumer<? super T> dropped) {
        return new Resource(
                name, new ResourceType(name), null, null, object -> dropped.accept(objects.cast(object)), objects);
    }

    /**
     * A resource type that a component instance defines.
     *
     * @param name for messages
     * @param destructor null if nothing is done for a dropped one
     */
    public static Resource ofComponent(
            String name, ResourceType type, ComponentState definer, @Nullable CoreFunction destructor) {
        return new Resource(name, type, definer, destructor, null, Integer.class);
    }

    /** For types of functions that the host offers, such as {@code WitType.own(resource.type())}. */
    public ResourceType type() {
        return type;
    }

    boolean isOfHost() {
        return definer == null;
    }

    /** What its handles stand for. */
    Class<?> representations() {
        return representations;
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
    void destroy(Object representation, @Nullable ComponentState caller, HostCall host) {
        if (hostDestructor != null) {
            Consumer<Object> dropped = hostDestructor;
            host.run(() -> {
                dropped.accept(representation);
                return true;
            });
        } else if (definer != null) {
            definer.enter(caller);
            if (destructor != null) {
                destructor.call(new long[] {(Integer) representation & 0xffffffffL});
            }
            definer.leave(caller);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

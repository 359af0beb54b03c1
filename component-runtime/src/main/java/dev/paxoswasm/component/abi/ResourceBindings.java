package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.type.ResourceType;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the resource types that code knows stand for in one function. */
public final class ResourceBindings {

    /** Of a function of the host: each stands for itself. */
    static final ResourceBindings OF_HOST = new ResourceBindings(Map.of());

    private final Map<HostResource<?>, OfComponent> bound;

    private ResourceBindings(Map<HostResource<?>, OfComponent> bound) {
        this.bound = bound;
    }

    private record OfComponent(Resource resource, Function<ResourceHandle, ? extends ResourceProxy> made) {}

    /**
     * Of a function of a component.
     *
     * @param pairs which resource type of the function each resource type in the code's type of it means
     * @param ofInstance the resources of the function's instance
     * @throws IllegalArgumentException if there are no proxies for one of them, or if it means another one of the host
     */
    public static ResourceBindings of(
            Proxies proxies, Map<ResourceType, ResourceType> pairs, Map<ResourceType, Resource> ofInstance) {
        Map<HostResource<?>, OfComponent> bound = new IdentityHashMap<>();
        Map<ResourceType, Proxies.Entry<?>> known = new IdentityHashMap<>();
        proxies.entries().forEach(entry -> known.put(entry.resource().type(), entry));
        pairs.forEach((named, meant) -> {
            Proxies.Entry<?> entry = known.get(named);
            if (entry == null) {
                throw new IllegalArgumentException("there are no proxies for the resource type " + named);
            }
            Resource resource = Objects.requireNonNull(ofInstance.get(meant));
            if (!resource.isOfHost()) {
                bound.put(entry.resource(), new OfComponent(resource, entry.made()));
            } else if (resource != entry.resource().resource()) {
                throw new IllegalArgumentException(
                        "the resource type " + named + " is offered by the host, but not as this HostResource");
            }
        });
        return new ResourceBindings(bound);
    }

    /** What a resource type stands for. */
    Resource resource(HostResource<?> named) {
        OfComponent of = bound.get(named);
        return of == null ? named.resource() : of.resource();
    }

    /** The Java object of a handle. */
    @SuppressWarnings("unchecked") // who made the proxies promised it
    <T> T object(HostResource<T> named, ResourceHandle handle) {
        OfComponent of = bound.get(named);
        return of == null ? named.object(handle) : (T) of.made().apply(handle);
    }

    /** The handle by which an object is given away. */
    <T> ResourceHandle own(HostResource<T> named, T object) {
        return bound.containsKey(named) ? ((ResourceProxy) object).resourceHandle() : named.own(object);
    }

    /** The handle by which an object is lent. */
    <T> ResourceHandle borrow(HostResource<T> named, T object) {
        return bound.containsKey(named) ? ((ResourceProxy) object).resourceHandle() : named.borrow(object);
    }

    /**
     * The handle of a component's resource that an object stands for; null if it stands for none of this function's.
     */
    @Nullable
    ResourceHandle handle(HostResource<?> named, @Nullable Object object) {
        return object instanceof ResourceProxy proxy && bound.containsKey(named) ? proxy.resourceHandle() : null;
    }

    boolean isOfHost(HostResource<?> named) {
        return !bound.containsKey(named);
    }
}

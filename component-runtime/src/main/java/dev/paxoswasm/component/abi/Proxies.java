package dev.paxoswasm.component.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Which Java objects stand for the resources of a component, for code that knows its types. Immutable.
 *
 * <p>Such code names a resource type by a {@link HostResource}, whoever defines the type in the end: the component,
 * whose resources need proxies, or the host, whose objects stand for themselves.
 */
public final class Proxies {

    private static final Proxies NONE = new Proxies(List.of());

    private final List<Entry<?>> entries;

    private Proxies(List<Entry<?>> entries) {
        this.entries = entries;
    }

    /** @param made makes the proxy of a handle that the component gave away */
    record Entry<T>(HostResource<T> resource, Function<ResourceHandle, ? extends ResourceProxy> made) {}

    /** No resource types. */
    public static Proxies none() {
        return NONE;
    }

    /**
     * These and one more.
     *
     * @param made makes the proxy of a handle that the component gave away; a {@code T}
     */
    public <T, P extends ResourceProxy> Proxies with(HostResource<T> resource, Function<ResourceHandle, P> made) {
        List<Entry<?>> more = new ArrayList<>(entries);
        more.add(new Entry<>(resource, made));
        return new Proxies(List.copyOf(more));
    }

    List<Entry<?>> entries() {
        return entries;
    }
}

package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.type.ResourceType;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A resource type of the host whose handles stand for Java objects. It is offered to components by {@link
 * dev.paxoswasm.component.Imports.Builder#resource}.
 *
 * <p>An object that is passed as {@code own} is the component's, and ends when the component drops its handle, or with
 * the instance at the latest; the host does not close it then, and passes it no second time. An object that comes back
 * as {@code own} is the host's again. What is passed as {@code borrow} stays with who lends it.
 *
 * @param <T> the class of the objects; they are told apart by identity
 */
public final class HostResource<T> {

    private final Resource resource;
    private final Class<T> objects;

    private HostResource(Resource resource, Class<T> objects) {
        this.resource = resource;
        this.objects = objects;
    }

    /**
     * A resource type whose objects are closed when a component drops them. What {@code close} throws ends the
     * component's call, and reaches the caller as it is.
     *
     * @param name for messages
     */
    public static <T extends AutoCloseable> HostResource<T> closing(String name, Class<T> objects) {
        return of(name, objects, HostResource::close);
    }

    /** @param dropped is told what a component has dropped; what it throws is treated as of a host function */
    public static <T> HostResource<T> of(String name, Class<T> objects, Consumer<? super T> dropped) {
        return new HostResource<>(
                Resource.ofObjects(name, objects, Objects.requireNonNull(dropped)), Objects.requireNonNull(objects));
    }

    private static void close(AutoCloseable object) {
        try {
            object.close();
        } catch (Exception e) {
            throw HostResource.<RuntimeException>unchecked(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException unchecked(Throwable e) throws E {
        throw (E) e;
    }

    public Resource resource() {
        return resource;
    }

    /** For types of functions, such as {@code WitType.own(files.type())}. */
    public ResourceType type() {
        return resource.type();
    }

    /** A handle that gives an object away. */
    public ResourceHandle own(T object) {
        return ResourceHandle.ofHost(resource, objects.cast(Objects.requireNonNull(object)), true);
    }

    /** A handle that lends an object. */
    public ResourceHandle borrow(T object) {
        return ResourceHandle.ofHost(resource, objects.cast(Objects.requireNonNull(object)), false);
    }

    /**
     * What a handle stands for.
     *
     * @throws IllegalArgumentException if the handle is of another resource type
     * @throws IllegalStateException if it was lent for a call that has ended, or was given away
     */
    public T object(ResourceHandle handle) {
        if (handle.resource() != resource) {
            throw new IllegalArgumentException("expected a handle of " + this + ", got one of " + handle.resource());
        }
        if (!handle.isUsable()) {
            throw new IllegalStateException(
                    "a handle of " + this + " that was given away, or lent for an earlier call");
        }
        return objects.cast(handle.rep());
    }

    boolean isObject(@Nullable Object value) {
        return objects.isInstance(value);
    }

    @Override
    public String toString() {
        return resource.toString();
    }
}

package dev.paxoswasm.component.abi;

import org.jspecify.annotations.Nullable;

/**
 * A value of type {@code own<T>} or {@code borrow<T>}.
 *
 * <p>Who holds an owning handle gives it away by passing it as {@code own}, after which it is of no more use, or lends
 * it by passing it as {@code borrow}. A lent handle that a host function is given is good until the function returns.
 */
public final class ResourceHandle implements BorrowScope.Lendable {

    private final Resource resource;
    private final Object representation;
    private final @Nullable BorrowScope lentFor;
    private final boolean owned;
    private boolean gone;
    private int lends;

    private ResourceHandle(Resource resource, Object representation, boolean owned, @Nullable BorrowScope lentFor) {
        this.resource = resource;
        this.representation = representation;
        this.owned = owned;
        this.lentFor = lentFor;
    }

    /** A handle that owns something of the host. @param resource of {@link Resource#ofHost} */
    public static ResourceHandle own(Resource resource, int representation) {
        return new ResourceHandle(requireOfNumbers(resource), representation, true, null);
    }

    /** A handle that lends something of the host. @param resource of {@link Resource#ofHost} */
    public static ResourceHandle borrow(Resource resource, int representation) {
        return new ResourceHandle(requireOfNumbers(resource), representation, false, null);
    }

    static ResourceHandle ofHost(Resource resource, Object object, boolean owned) {
        return new ResourceHandle(resource, object, owned, null);
    }

    static ResourceHandle lifted(Resource resource, Object representation) {
        return new ResourceHandle(resource, representation, true, null);
    }

    static ResourceHandle lent(Resource resource, Object representation, BorrowScope lentFor) {
        return new ResourceHandle(resource, representation, false, lentFor);
    }

    private static Resource requireOfNumbers(Resource resource) {
        if (!resource.isOfHost()) {
            throw new IllegalArgumentException("only the component that defines " + resource + " makes handles of it");
        }
        if (resource.representations() != Integer.class) {
            throw new IllegalArgumentException("handles of " + resource + " stand for objects, see HostResource");
        }
        return resource;
    }

    public Resource resource() {
        return resource;
    }

    /** What the host made it of. */
    public int representation() {
        requireOfNumbers(resource);
        return (Integer) representation;
    }

    Object rep() {
        return representation;
    }

    public boolean isOwned() {
        return owned;
    }

    /** Whether it can still be passed: not given away, dropped, or lent for a call that has ended. */
    public boolean isUsable() {
        return !gone && (lentFor == null || !lentFor.hasEnded());
    }

    @Override
    public void lend(int more) {
        lends += more;
    }

    boolean isLent() {
        return lends > 0;
    }

    /** @throws IllegalStateException if it cannot be given away or dropped */
    public void requireGivable() {
        if (!owned || !isUsable()) {
            throw new IllegalStateException("a handle of " + resource + " that is not owned any more");
        }
        if (isLent()) {
            throw new IllegalStateException("a handle of " + resource + " that is lent to a call");
        }
    }

    /** @throws IllegalStateException if it cannot be given away */
    void give() {
        requireGivable();
        gone = true;
    }

    /**
     * Ends what it refers to.
     *
     * @param host runs what belongs to the host
     */
    public void drop(HostCall host) {
        give();
        resource.destroy(representation, null, host);
    }
}

package dev.paxoswasm.component.abi;

import java.util.HashSet;
import java.util.Set;

/** Holds the handles in what is passed at once against each other, and against the resource types that are wanted. */
final class HandleUse {

    static final String GIVEN_ONCE = "a handle that is given away once and not passed otherwise";

    private Set<ResourceHandle> given = Set.of();
    private Set<ResourceHandle> lent = Set.of();

    /** @param resource the type that is wanted */
    void give(ResourceHandle handle, Resource resource) {
        requireOf(handle, resource);
        if (!handle.isUsable() || !handle.isOwned()) {
            throw new InvalidValue("a handle that is owned", handle);
        }
        if (handle.isLent()) {
            throw new InvalidValue("a handle that is not lent to a call", handle);
        }
        if (given.contains(handle) || lent.contains(handle)) {
            throw passedAgain(handle);
        }
        given = with(given, handle);
    }

    /** @param resource the type that is wanted */
    void lend(ResourceHandle handle, Resource resource) {
        requireOf(handle, resource);
        if (!handle.isUsable()) {
            throw new InvalidValue("a handle that is still good", handle);
        }
        if (given.contains(handle)) {
            throw passedAgain(handle);
        }
        lent = with(lent, handle);
    }

    /** Most calls pass no handles. */
    private static Set<ResourceHandle> with(Set<ResourceHandle> all, ResourceHandle handle) {
        Set<ResourceHandle> more = all.isEmpty() ? new HashSet<>() : all;
        more.add(handle);
        return more;
    }

    private static void requireOf(ResourceHandle handle, Resource resource) {
        if (handle.resource() != resource) {
            throw new InvalidValue("a handle of this " + resource, handle);
        }
    }

    private static InvalidValue passedAgain(ResourceHandle handle) {
        return new InvalidValue(GIVEN_ONCE, handle);
    }
}

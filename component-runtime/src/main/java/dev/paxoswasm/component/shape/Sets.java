package dev.paxoswasm.component.shape;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Sets that are shared where they can be. */
final class Sets {

    private Sets() {}

    static <T> Set<T> union(Set<T> one, Set<T> other) {
        if (one == other || one.containsAll(other)) {
            return one;
        }
        if (other.containsAll(one)) {
            return other;
        }
        Set<T> both = new HashSet<>(one);
        both.addAll(other);
        return Collections.unmodifiableSet(both);
    }

    static <T> Set<T> without(Set<T> all, Set<T> some) {
        if (Collections.disjoint(all, some)) {
            return all;
        }
        Set<T> rest = new HashSet<>(all);
        rest.removeAll(some);
        return Collections.unmodifiableSet(rest);
    }
}

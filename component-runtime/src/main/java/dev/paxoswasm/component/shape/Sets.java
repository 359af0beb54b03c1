package dev.paxoswasm.component.shape;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Sets that are shared where they can be. */
final class Sets {

    private Sets() {}

    /** Whether nothing is in both; looks through the smaller, as the other may hold all that a component has. */
    static <T> boolean disjoint(Set<T> one, Set<T> other) {
        return one.size() <= other.size() ? noneIn(one, other) : noneIn(other, one);
    }

    private static <T> boolean noneIn(Set<T> few, Set<T> many) {
        for (T each : few) {
            if (many.contains(each)) {
                return false;
            }
        }
        return true;
    }

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
        if (disjoint(all, some)) {
            return all;
        }
        Set<T> rest = new HashSet<>(all);
        rest.removeAll(some);
        return Collections.unmodifiableSet(rest);
    }
}

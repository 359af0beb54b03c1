package dev.paxoswasm.simulation.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Finds a small part of a list that still does it: ddmin (Zeller, Hildebrandt: Simplifying and isolating
 * failure-inducing input, 2002).
 */
final class DeltaDebugging {

    private DeltaDebugging() {}

    /** A part from which no single item can be left out; the whole where nothing can. */
    static <T> List<T> minimize(List<T> whole, Predicate<List<T>> stillFails) {
        if (whole.isEmpty() || stillFails.test(List.of())) {
            return List.of();
        }
        List<T> items = whole;
        int parts = 2;
        while (items.size() > 1) {
            List<T> smaller = withoutOnePart(items, Math.min(parts, items.size()), stillFails);
            if (smaller.size() < items.size()) {
                items = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts >= items.size()) {
                return items;
            } else {
                parts = 2 * parts;
            }
        }
        return items;
    }

    private static <T> List<T> withoutOnePart(List<T> items, int parts, Predicate<List<T>> stillFails) {
        for (int part = 0; part < parts; part++) {
            List<T> rest = new ArrayList<>(items.subList(0, items.size() * part / parts));
            rest.addAll(items.subList(items.size() * (part + 1) / parts, items.size()));
            if (stillFails.test(rest)) {
                return rest;
            }
        }
        return items;
    }
}

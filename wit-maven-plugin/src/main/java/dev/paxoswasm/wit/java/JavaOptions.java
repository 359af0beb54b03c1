package dev.paxoswasm.wit.java;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the generated Java depends on beside WIT.
 *
 * @param basePackage each interface gets a package below it
 * @param httpInterfaces full names without version of the interfaces that are served over HTTP
 * @param mediaTypes what their operations consume and produce, the preferred one first
 * @param largestInteger the largest {@code u64} that a record or a variant may hold
 * @param fromZero names of members that begin at 0, even where their type begins at 1
 */
public record JavaOptions(
        String basePackage,
        Set<String> httpInterfaces,
        List<String> mediaTypes,
        long largestInteger,
        Set<String> fromZero) {

    public JavaOptions {
        // Sorted, so that its text, of which a fingerprint is taken, is the same in every run.
        httpInterfaces = Collections.unmodifiableSet(new TreeSet<>(httpInterfaces));
        mediaTypes = List.copyOf(mediaTypes);
        fromZero = Collections.unmodifiableSet(new TreeSet<>(fromZero));
    }

    boolean http() {
        return !httpInterfaces.isEmpty();
    }
}

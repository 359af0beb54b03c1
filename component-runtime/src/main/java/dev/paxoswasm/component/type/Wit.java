package dev.paxoswasm.component.type;

import java.util.List;
import java.util.stream.Collectors;

/** Pieces of WIT syntax. */
final class Wit {

    private Wit() {}

    static String joined(List<?> parts) {
        return parts.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    static String braced(String keyword, List<?> parts) {
        return keyword + " { " + joined(parts) + " }";
    }
}

package dev.paxoswasm.role.web;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a Java type is in the words of whoever writes a request. */
final class WitWords {

    private WitWords() {}

    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == byte[].class) {
            return "bytes, in JSON as base64";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return type == double.class || type == float.class ? "a number" : "a whole number";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type.isEnum()) {
            return "one of the names that the contract lists";
        }
        return Optional.class == type ? "a value or nothing" : "an object";
    }
}

package dev.paxoswasm.component.abi;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A Java value that is none of the wanted WIT type; collects the path to it on its way out. */
final class InvalidValue extends RuntimeException {

    private final Deque<String> path = new ArrayDeque<>();

    InvalidValue(String expected, @Nullable Object got) {
        super("expected " + expected + ", got " + describe(got), null, false, false);
    }

    InvalidValue at(String step) {
        path.addFirst(step);
        return this;
    }

    /** @param root what the path starts from: a parameter's name, or "result" */
    IllegalArgumentException from(String root) {
        return new IllegalArgumentException(root + String.join("", path) + ": " + getMessage());
    }

    private static String describe(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Number number -> number.getClass().getSimpleName() + " " + number;
            case ResourceHandle handle -> "a handle of " + handle.resource();
            case Object other -> other.getClass().getSimpleName();
        };
    }
}

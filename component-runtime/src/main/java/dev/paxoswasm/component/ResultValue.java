package dev.paxoswasm.component;

import org.jspecify.annotations.Nullable;

/** A value of a {@code result} type. */
public sealed interface ResultValue {

    /** What the case carries, or null if it carries nothing. */
    @Nullable
    Object payload();

    /** A success. */
    record Ok(@Nullable Object payload) implements ResultValue {}

    /** A failure that the function declares; not an exception. */
    record Err(@Nullable Object payload) implements ResultValue {}

    static ResultValue ok(@Nullable Object payload) {
        return new Ok(payload);
    }

    static ResultValue err(@Nullable Object payload) {
        return new Err(payload);
    }
}

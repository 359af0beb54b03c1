package dev.paxoswasm.component.type;

import java.util.Objects;

/**
 * A named field of a record, or a named parameter of a function.
 *
 * @param name the WIT name, in kebab case
 */
public record Field(String name, WitType type) {

    public Field {
        Objects.requireNonNull(name);
        Objects.requireNonNull(type);
    }

    /** The field in WIT syntax, such as {@code round: u64}. */
    @Override
    public String toString() {
        return name + ": " + type;
    }
}

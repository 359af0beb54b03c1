package dev.paxoswasm.component.type;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named case of a variant.
 *
 * @param name the WIT name, in kebab case
 * @param payload the type of what the case carries, or null if it carries nothing
 */
public record Case(String name, @Nullable WitType payload) {

    public Case {
        Objects.requireNonNull(name);
    }

    /** The case in WIT syntax, such as {@code command(list<u8>)} or {@code no-op}. */
    @Override
    public String toString() {
        return payload == null ? name : name + "(" + payload + ")";
    }
}

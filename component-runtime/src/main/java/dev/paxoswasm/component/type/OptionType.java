package dev.paxoswasm.component.type;

import java.util.Objects;

/** A value or nothing. Java: {@link java.util.Optional}. */
public record OptionType(WitType element) implements WitType {

    public OptionType {
        Objects.requireNonNull(element);
    }

    @Override
    public String toString() {
        return "option<" + element + ">";
    }
}

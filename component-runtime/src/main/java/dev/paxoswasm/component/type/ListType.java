package dev.paxoswasm.component.type;

import java.util.Objects;

/** A sequence of any length. Java: {@code byte[]} for {@code list<u8>}, otherwise {@link java.util.List}. */
public record ListType(WitType element) implements WitType {

    public ListType {
        Objects.requireNonNull(element);
    }

    @Override
    public String toString() {
        return "list<" + element + ">";
    }
}

package dev.paxoswasm.component.type;

import java.util.List;

/** Unnamed fields in a fixed order. Java: {@code Object[]} in that order. */
public record TupleType(List<WitType> elements) implements WitType {

    public TupleType {
        elements = List.copyOf(elements);
    }

    @Override
    public String toString() {
        return "tuple<" + Wit.joined(elements) + ">";
    }
}

package dev.paxoswasm.wit.syntax;

import java.util.List;

/** A {@code use} of types of another interface. */
public record UseSyntax(InterfacePath from, List<Item> items) {

    /** @param as the name it gets here; the same as {@code name} unless renamed */
    public record Item(Name name, Name as) {}
}

package dev.paxoswasm.wit.model;

import dev.paxoswasm.wit.syntax.Position;
import java.util.Optional;

/** A field, case, flag or parameter; enum cases, flags and some cases of variants carry no type. */
public record Member(String name, Optional<Type> type, String docs, Position at) {

    /** The type of a field or a parameter, which always has one. */
    public Type requiredType() {
        return type.orElseThrow();
    }
}

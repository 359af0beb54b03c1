package dev.paxoswasm.component.type;

import java.util.List;

/** One of several names. Java: {@link Integer}, the index of the name. */
public record EnumType(List<String> names) implements WitType {

    public EnumType {
        names = List.copyOf(names);
    }

    @Override
    public String toString() {
        return Wit.braced("enum", names);
    }
}

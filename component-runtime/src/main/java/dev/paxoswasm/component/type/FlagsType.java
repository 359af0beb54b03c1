package dev.paxoswasm.component.type;

import java.util.List;

/** Any of several names. Java: {@link java.util.BitSet}, a bit per name in their order. */
public record FlagsType(List<String> names) implements WitType {

    public FlagsType {
        names = List.copyOf(names);
    }

    @Override
    public String toString() {
        return Wit.braced("flags", names);
    }
}

package dev.paxoswasm.component.type;

import java.util.List;

/** Named fields in a fixed order. Java: {@code Object[]} in that order. */
public record RecordType(List<Field> fields) implements WitType {

    public RecordType {
        fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
        return Wit.braced("record", fields);
    }
}

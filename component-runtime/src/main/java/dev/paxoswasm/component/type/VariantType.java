package dev.paxoswasm.component.type;

import java.util.List;

/** One of several named cases. Java: {@link dev.paxoswasm.component.VariantValue}. */
public record VariantType(List<Case> cases) implements WitType {

    public VariantType {
        cases = List.copyOf(cases);
    }

    @Override
    public String toString() {
        return Wit.braced("variant", cases);
    }
}

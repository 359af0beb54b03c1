package dev.paxoswasm.component.core;

import dev.paxoswasm.component.binary.CoreFunctionType;
import dev.paxoswasm.component.binary.CoreType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one list of function types that all modules of a component are rewritten onto.
 *
 * <p>Chicory compares the type index of a {@code call_indirect} with the type index of the function it finds in the
 * table, even if that function belongs to another module, whose indices mean other types. With one list for all, they
 * mean the same.
 */
final class SharedTypes {

    /** Chicory takes a block type with one of these indices for a value type, so they stay unused. */
    private static final int FIRST_AMBIGUOUS = 0x40;

    private static final int AFTER_AMBIGUOUS = 0x80;

    private static final CoreFunctionType FILLER = new CoreFunctionType(List.of(), List.of());

    private final List<CoreFunctionType> types = new ArrayList<>();
    private final Map<CoreFunctionType, Integer> indices = new HashMap<>();

    SharedTypes copy() {
        SharedTypes copy = new SharedTypes();
        copy.types.addAll(types);
        copy.indices.putAll(indices);
        return copy;
    }

    int add(CoreFunctionType type) {
        Integer known = indices.get(type);
        if (known != null) {
            return known;
        }
        while (types.size() >= FIRST_AMBIGUOUS && types.size() < AFTER_AMBIGUOUS) {
            types.add(FILLER);
        }
        int index = types.size();
        types.add(type);
        indices.put(type, index);
        return index;
    }

    int size() {
        return types.size();
    }

    void write(ByteSink out) {
        ByteSink section = new ByteSink();
        section.unsigned(types.size());
        for (CoreFunctionType type : types) {
            section.raw(0x60);
            write(type.parameters(), section);
            write(type.results(), section);
        }
        out.section(1, section);
    }

    private static void write(List<CoreType> types, ByteSink out) {
        out.unsigned(types.size());
        types.forEach(type -> out.raw(type.code()));
    }
}

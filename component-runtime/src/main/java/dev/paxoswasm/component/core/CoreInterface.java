package dev.paxoswasm.component.core;

import dev.paxoswasm.component.binary.CoreExternType;
import java.util.List;
import java.util.Map;

/**
 * What a core module imports and exports.
 *
 * @param offset where in the binary it starts
 * @param changesTables whether its code can change tables, or drop segments
 * @param parts how many things an instance of it has: functions, globals, segments, elements and more
 */
public record CoreInterface(
        int offset, List<Import> imports, Map<String, Export> exports, boolean changesTables, int parts) {

    /** @param offset where in the binary it stands */
    public record Import(int offset, String module, String name, CoreExternType type) {}

    /** @param index in the index space of its kind */
    public record Export(int index, CoreExternType type) {}
}

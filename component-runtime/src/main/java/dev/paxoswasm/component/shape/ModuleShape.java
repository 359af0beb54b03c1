package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.binary.CoreExternType;
import dev.paxoswasm.component.core.CoreInterface;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a core module imports, by its two names, and exports. */
public record ModuleShape(Map<ImportName, CoreExternType> imports, Map<String, CoreExternType> exports) {

    /** The name of a core import. */
    public record ImportName(String module, String name) {

        @Override
        public String toString() {
            return "'" + module + "' '" + name + "'";
        }
    }

    public static ModuleShape of(CoreInterface module) {
        Map<ImportName, CoreExternType> imports = new LinkedHashMap<>();
        module.imports().forEach(each -> imports.put(new ImportName(each.module(), each.name()), each.type()));
        Map<String, CoreExternType> exports = new LinkedHashMap<>();
        module.exports().forEach((name, export) -> exports.put(name, export.type()));
        return new ModuleShape(imports, exports);
    }

    /** What keeps this module from standing where another is wanted, or null if nothing does. */
    public @Nullable String mismatch(ModuleShape wanted) {
        for (Map.Entry<ImportName, CoreExternType> each : imports.entrySet()) {
            CoreExternType given = wanted.imports.get(each.getKey());
            if (given == null || !given.satisfies(each.getValue())) {
                return "its import " + each.getKey() + " is " + each.getValue() + ", but "
                        + (given == null ? "nothing" : given) + " is given";
            }
        }
        for (Map.Entry<String, CoreExternType> each : wanted.exports.entrySet()) {
            CoreExternType given = exports.get(each.getKey());
            if (given == null || !given.satisfies(each.getValue())) {
                return "its export '" + each.getKey() + "' is " + (given == null ? "missing" : given) + ", but "
                        + each.getValue() + " is wanted";
            }
        }
        return null;
    }
}

package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.binary.CoreExternType;
import dev.paxoswasm.component.binary.CoreFunctionType;
import dev.paxoswasm.component.binary.CoreTypeExpression;
import dev.paxoswasm.component.binary.CoreTypeExpression.Described;
import dev.paxoswasm.component.binary.Sort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resolves the type of a core module, which has an index space of its own for function types. */
final class ModuleTypes {

    private final Scope scope;
    private final List<CoreFunctionType> types = new ArrayList<>();

    ModuleTypes(Scope scope) {
        this.scope = scope;
    }

    ModuleShape resolve(CoreTypeExpression.ModuleOf module, int offset) {
        Map<ModuleShape.ImportName, CoreExternType> imports = new LinkedHashMap<>();
        Map<String, CoreExternType> exports = new LinkedHashMap<>();
        for (CoreTypeExpression.Declaration declaration : module.declarations()) {
            scope.budget.charge(1, offset);
            switch (declaration) {
                case CoreTypeExpression.Type(int at, CoreFunctionType type) -> types.add(type);
                case CoreTypeExpression.OuterAlias(int at, int count, int index) -> types.add(outer(at, count, index));
                case CoreTypeExpression.Import(int at, String from, String name, Described described) -> {
                    ModuleShape.ImportName full = new ModuleShape.ImportName(from, name);
                    if (imports.put(full, type(described)) != null) {
                        throw new MalformedComponentException(
                                "the core import " + full + " twice", at, "components import a name once");
                    }
                }
                case CoreTypeExpression.Export(int at, String name, Described described) -> {
                    if (exports.put(name, type(described)) != null) {
                        throw new MalformedComponentException(
                                "the core export '" + name + "' twice", at, "export names are unique");
                    }
                }
            }
        }
        return new ModuleShape(imports, exports);
    }

    /** The type of a module is a scope as well, so that one scope out is the component. */
    private CoreFunctionType outer(int at, int count, int index) {
        Object found = count == 0 ? own(at, index) : scope.outer(Sort.CORE_TYPE, count - 1, index, at);
        if (!(found instanceof CoreFunctionType type)) {
            throw new MalformedComponentException(
                    "the alias of a module type in a module type", at, "function types are aliased so");
        }
        return type;
    }

    private CoreFunctionType own(int at, int index) {
        if (index >= types.size()) {
            throw new MalformedComponentException(
                    "core type " + index, at, "the module type defines " + types.size() + " before");
        }
        return types.get(index);
    }

    private CoreExternType type(Described described) {
        return described.type() != null ? described.type() : own(described.offset(), described.index());
    }
}

package dev.paxoswasm.component.validation;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.binary.CoreExternType;
import dev.paxoswasm.component.binary.CoreExternType.GlobalType;
import dev.paxoswasm.component.binary.CoreExternType.MemoryType;
import dev.paxoswasm.component.binary.CoreExternType.TableType;
import dev.paxoswasm.component.binary.CoreFunctionType;
import dev.paxoswasm.component.binary.CoreType;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.binary.Definition.BuiltIn;
import dev.paxoswasm.component.binary.Definition.CanonicalOptions;
import dev.paxoswasm.component.binary.Definition.CoreArgument;
import dev.paxoswasm.component.binary.Definition.CoreNamed;
import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.shape.Budget;
import dev.paxoswasm.component.shape.ModuleShape;
import dev.paxoswasm.component.shape.Scope;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the definitions of the core level, and what canonical functions use of it. */
final class CoreDefinitions {

    private static final List<CoreType> ONE = List.of(CoreType.I32);

    private static final CoreFunctionType REALLOC =
            new CoreFunctionType(Collections.nCopies(4, CoreType.I32), List.of(CoreType.I32));

    static final CoreFunctionType DESTRUCTOR = new CoreFunctionType(ONE, List.of());

    private final Scope scope;
    private final Budget budget;

    CoreDefinitions(Scope scope, Budget budget) {
        this.scope = scope;
        this.budget = budget;
    }

    static CoreFunctionType typeOf(BuiltIn builtIn) {
        return switch (builtIn) {
            case NEW, REP -> new CoreFunctionType(ONE, ONE);
            case DROP -> DESTRUCTOR;
        };
    }

    void instantiate(Definition.CoreInstantiate instantiate) {
        int at = instantiate.offset();
        ModuleShape module = (ModuleShape) scope.get(Sort.CORE_MODULE, instantiate.module(), at);
        Map<String, Map<String, CoreExternType>> given = new HashMap<>();
        for (CoreArgument argument : instantiate.arguments()) {
            if (given.put(argument.name(), exports(argument.instance(), argument.offset())) != null) {
                throw new MalformedComponentException(
                        "the argument '" + argument.name() + "' twice", argument.offset(), "argument names are unique");
            }
        }
        budget.charge((long) module.imports().size() + module.exports().size(), at);
        module.imports().forEach((name, wanted) -> {
            CoreExternType item = given.getOrDefault(name.module(), Map.of()).get(name.name());
            if (item == null || !item.satisfies(wanted)) {
                throw new MalformedComponentException(
                        (item == null ? "nothing" : item) + " given for the core import " + name,
                        at,
                        wanted + " is wanted");
            }
        });
        scope.add(Sort.CORE_INSTANCE, module.exports());
    }

    void inlineExports(Definition.CoreInlineExports definition) {
        Map<String, CoreExternType> exports = new HashMap<>();
        for (CoreNamed each : definition.exports()) {
            budget.charge(1, each.offset());
            if (each.sort().ordinal() > Sort.CORE_GLOBAL.ordinal()) {
                throw new MalformedComponentException(
                        "the core export of a " + each.sort(),
                        each.offset(),
                        "functions, tables, memories, globals are");
            }
            CoreExternType type = (CoreExternType) scope.get(each.sort(), each.index(), each.offset());
            if (exports.put(each.name(), type) != null) {
                throw new MalformedComponentException(
                        "the export '" + each.name() + "' twice", definition.offset(), "export names are unique");
            }
        }
        scope.add(Sort.CORE_INSTANCE, exports);
    }

    void alias(Definition.AliasCoreExport alias) {
        CoreExternType type = exports(alias.instance(), alias.offset()).get(alias.name());
        if (type == null) {
            throw new MalformedComponentException(
                    "the alias of '" + alias.name() + "'",
                    alias.offset(),
                    "core instance " + alias.instance() + " exports no such name");
        }
        Sort sort = switch (type) {
            case CoreFunctionType function -> Sort.CORE_FUNCTION;
            case TableType table -> Sort.CORE_TABLE;
            case MemoryType memory -> Sort.CORE_MEMORY;
            case GlobalType global -> Sort.CORE_GLOBAL;
        };
        if (sort != alias.sort()) {
            throw new MalformedComponentException(
                    "'" + alias.name() + "' as a " + alias.sort(), alias.offset(), "it is a " + type);
        }
        scope.add(sort, type);
    }

    @SuppressWarnings("unchecked") // nothing else is in this index space
    private Map<String, CoreExternType> exports(int instance, int at) {
        return (Map<String, CoreExternType>) scope.get(Sort.CORE_INSTANCE, instance, at);
    }

    void requireOptions(CanonicalOptions options, boolean needsMemory, boolean needsRealloc, int at) {
        if (options.memory() >= 0) {
            scope.get(Sort.CORE_MEMORY, options.memory(), at);
        }
        if (options.realloc() >= 0) {
            requireFunction(options.realloc(), REALLOC, "realloc", at);
        }
        if (options.memory() < 0 && (needsMemory || options.realloc() >= 0)) {
            throw new MalformedComponentException(
                    "a canonical function without memory", at, "its type needs the option");
        }
        if (needsRealloc && options.realloc() < 0) {
            throw new MalformedComponentException(
                    "a canonical function without realloc", at, "its type needs the option");
        }
    }

    void requireFunction(int index, CoreFunctionType wanted, String what, int at) {
        Object type = scope.get(Sort.CORE_FUNCTION, index, at);
        if (!type.equals(wanted)) {
            throw new MalformedComponentException(type + " as " + what, at, wanted + " is wanted");
        }
    }
}

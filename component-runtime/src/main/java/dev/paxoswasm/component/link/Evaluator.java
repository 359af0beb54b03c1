package dev.paxoswasm.component.link;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.UnsupportedComponentException;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.binary.Definition.CanonicalOptions;
import dev.paxoswasm.component.binary.Definition.CoreArgument;
import dev.paxoswasm.component.binary.Definition.Description;
import dev.paxoswasm.component.binary.Definition.Named;
import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.binary.TypeExpression;
import dev.paxoswasm.component.core.CoreExternType;
import dev.paxoswasm.component.core.CoreExternType.GlobalType;
import dev.paxoswasm.component.core.CoreExternType.MemoryType;
import dev.paxoswasm.component.core.CoreExternType.TableType;
import dev.paxoswasm.component.core.CoreFunctionType;
import dev.paxoswasm.component.core.CoreInterface;
import dev.paxoswasm.component.core.CoreType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks the definitions of one component instance and fills its index spaces. */
final class Evaluator {

    private static final CoreFunctionType REALLOC =
            new CoreFunctionType(Collections.nCopies(4, CoreType.I32), List.of(CoreType.I32));

    private final Linker linker;
    private final Scope scope;

    /**
     * What a nested component is instantiated with; null for the outermost, whose imports the host gives, and for one
     * that is checked before it is instantiated, if ever.
     */
    private final @Nullable Map<String, Item> arguments;

    private final Map<String, Item> exports = new LinkedHashMap<>();
    private final UniqueNames importNames = new UniqueNames("import");
    private final UniqueNames exportNames = new UniqueNames("export");

    Evaluator(Linker linker, Scope scope, @Nullable Map<String, Item> arguments) {
        this.linker = linker;
        this.scope = scope;
        this.arguments = arguments;
    }

    /** What the instance exports, by name. */
    Map<String, Item> evaluate(Definition.Nested component) {
        for (Definition definition : component.definitions()) {
            linker.count(definition);
            evaluate(definition);
        }
        return exports;
    }

    private void evaluate(Definition definition) {
        switch (definition) {
            case Definition.CoreModule module -> scope.add(Sort.CORE_MODULE, linker.moduleNumber(module));
            case Definition.CoreInstantiate instantiate -> scope.add(Sort.CORE_INSTANCE, coreInstance(instantiate));
            case Definition.CoreInlineExports(int at, List<Named> named) ->
                scope.add(Sort.CORE_INSTANCE, coreExports(at, named));
            case Definition.Nested nested -> {
                linker.check(nested, scope);
                scope.add(Sort.COMPONENT, new Item.OfComponent(nested, scope));
            }
            case Definition.Instantiate instantiate -> scope.add(Sort.INSTANCE, instance(instantiate));
            case Definition.InlineExports(int at, List<Named> named) -> {
                UniqueNames names = new UniqueNames("export");
                named.forEach(each -> names.add(each.name(), each.offset()));
                scope.add(Sort.INSTANCE, new Item.OfInstance(itemsOf(named)));
            }
            case Definition.AliasExport(int at, Sort sort, int instance, String name) -> {
                Item item = scope.instance(instance, at).exports().get(name);
                if (item == null) {
                    throw new MalformedComponentException(
                            "the alias of '" + name + "'", at, "instance " + instance + " exports no such name");
                }
                scope.add(sort, Linker.sorted(sort, item, name, at));
            }
            case Definition.AliasCoreExport alias -> coreAlias(alias);
            case Definition.AliasOuter(int at, Sort sort, int count, int index) -> {
                if (sort != Sort.TYPE && sort != Sort.COMPONENT && sort != Sort.CORE_MODULE && sort != Sort.CORE_TYPE) {
                    throw new MalformedComponentException(
                            "the outer alias of a " + sort, at, "only types, modules and components are aliased so");
                }
                scope.add(sort, scope.outer(count, at).get(sort, index, at));
            }
            case Definition.CoreType type -> scope.add(Sort.CORE_TYPE, type);
            case Definition.Type(int at, TypeExpression type) ->
                scope.add(Sort.TYPE, new Item.OfType(TypeResolver.resolve(type, scope, at)));
            case Definition.Lift lift -> scope.add(Sort.FUNCTION, lift(lift));
            case Definition.Lower lower -> scope.add(Sort.CORE_FUNCTION, lower(lower));
            case Definition.Import(int at, String name, Description description) ->
                scope.add(description.sort(), importOf(at, name, description));
            case Definition.Export export -> export(export);
        }
    }

    private CoreItem.Instance coreInstance(Definition.CoreInstantiate instantiate) {
        int at = instantiate.offset();
        int number = (Integer) scope.get(Sort.CORE_MODULE, instantiate.module(), at);
        Map<String, CoreItem.Instance> given = new HashMap<>();
        for (CoreArgument argument : instantiate.arguments()) {
            if (given.put(argument.name(), scope.coreInstance(argument.instance(), argument.offset())) != null) {
                throw new MalformedComponentException(
                        "the argument '" + argument.name() + "' twice", argument.offset(), "argument names are unique");
            }
        }
        CoreInterface module = linker.module(number);
        linker.charge(module.imports().size() + module.exports().size(), at);
        List<CoreItem> arguments = new ArrayList<>();
        for (CoreInterface.Import wanted : module.imports()) {
            CoreItem.Instance from = given.get(wanted.module());
            CoreItem item = from == null ? null : from.exports().get(wanted.name());
            if (item == null || !item.type().satisfies(wanted.type())) {
                throw new MalformedComponentException(
                        (item == null ? "nothing" : item.type()) + " given for the core import '" + wanted.module()
                                + "' '" + wanted.name() + "'",
                        at,
                        wanted.type() + " is wanted");
            }
            arguments.add(item);
        }
        int instance = linker.addStep(new Plan.Step(number, arguments), module.parts(), at);
        Map<String, CoreItem> exports = new HashMap<>();
        module.exports()
                .forEach((name, export) ->
                        exports.put(name, new CoreItem.Exported(instance, export.index(), export.type())));
        return new CoreItem.Instance(exports);
    }

    private CoreItem.Instance coreExports(int at, List<Named> named) {
        Map<String, CoreItem> exports = new HashMap<>();
        for (Named each : named) {
            linker.charge(1, each.offset());
            if (each.sort().ordinal() > Sort.CORE_GLOBAL.ordinal()) {
                throw new MalformedComponentException(
                        "the core export of a " + each.sort(),
                        each.offset(),
                        "functions, tables, memories, globals are");
            }
            if (exports.put(each.name(), scope.core(each.sort(), each.index(), each.offset())) != null) {
                throw new MalformedComponentException(
                        "the export '" + each.name() + "' twice", at, "export names are unique");
            }
        }
        return new CoreItem.Instance(exports);
    }

    private void coreAlias(Definition.AliasCoreExport alias) {
        CoreItem item =
                scope.coreInstance(alias.instance(), alias.offset()).exports().get(alias.name());
        if (item == null) {
            throw new MalformedComponentException(
                    "the alias of '" + alias.name() + "'",
                    alias.offset(),
                    "core instance " + alias.instance() + " exports no such name");
        }
        boolean fits = switch (alias.sort()) {
            case CORE_FUNCTION -> item.type() instanceof CoreFunctionType;
            case CORE_TABLE -> item.type() instanceof TableType;
            case CORE_MEMORY -> item.type() instanceof MemoryType;
            case CORE_GLOBAL -> item.type() instanceof GlobalType;
            default -> false;
        };
        if (!fits) {
            throw new MalformedComponentException(
                    "'" + alias.name() + "' as a " + alias.sort(), alias.offset(), "it is a " + item.type());
        }
        scope.add(alias.sort(), item);
    }

    private Item instance(Definition.Instantiate instantiate) {
        Item.OfComponent component =
                (Item.OfComponent) scope.get(Sort.COMPONENT, instantiate.component(), instantiate.offset());
        Map<String, Item> given = itemsOf(instantiate.arguments());
        return new Item.OfInstance(linker.instantiated(component, given, instantiate.offset()));
    }

    private Map<String, Item> itemsOf(List<Named> named) {
        Map<String, Item> items = new LinkedHashMap<>();
        for (Named each : named) {
            linker.charge(1, each.offset());
            if (!(scope.get(each.sort(), each.index(), each.offset()) instanceof Item item)) {
                throw new UnsupportedComponentException("passing or exporting a " + each.sort(), each.offset());
            }
            if (items.put(each.name(), item) != null) {
                throw new MalformedComponentException(
                        "the name '" + each.name() + "' twice", each.offset(), "names are unique");
            }
        }
        return items;
    }

    private Item importOf(int at, String name, Description description) {
        importNames.add(name, at);
        Shape wanted = TypeResolver.described(description, scope);
        if (arguments != null) {
            return Matching.given(name, arguments.get(name), wanted, linker, at);
        }
        Item item = linker.imported(name, wanted, at);
        NamedTypes.register(linker, scope.named, "the import '" + name + "'", item, at);
        return item;
    }

    private void export(Definition.Export export) {
        int at = export.offset();
        if (!(scope.get(export.sort(), export.index(), at) instanceof Item item)) {
            throw new UnsupportedComponentException("the export of a " + export.sort(), at);
        }
        exportNames.add(export.name(), at);
        Item exported = item;
        if (export.description() != null) {
            Shape wanted = TypeResolver.described(export.description(), scope);
            exported = Matching.ascribed(export.name(), item, wanted, linker, at);
        } else if (item instanceof Item.OfType(Shape.Value value)) {
            exported = new Item.OfType(value.named());
        }
        if (arguments == null) {
            NamedTypes.register(linker, scope.named, "the export '" + export.name() + "'", exported, at);
        }
        exports.put(export.name(), exported);
        scope.add(export.sort(), exported);
    }

    private Item lift(Definition.Lift lift) {
        int at = lift.offset();
        if (!(scope.type(lift.type(), at) instanceof Shape.Function function)) {
            throw new MalformedComponentException(
                    "type " + lift.type() + " of a lifted function", at, "it is no function type");
        }
        Signature signature = linker.signature(function.type());
        CoreItem core = function(lift.coreFunction(), signature.lifted(), "the lifted function", at);
        CanonicalOptions options = lift.options();
        CoreItem postReturn = options.postReturn() < 0
                ? null
                : function(options.postReturn(), signature.postReturn(), "post-return", at);
        Plan.Options used = options(options, signature.liftNeedsMemory(), signature.liftNeedsRealloc(), at);
        return linker.addLifting(new Plan.Lifting(signature, core, postReturn, used), function.names(), at);
    }

    private CoreItem lower(Definition.Lower lower) {
        int at = lower.offset();
        Item.OfFunction function = scope.function(lower.function(), at);
        Signature signature = linker.signature(function.type());
        if (lower.options().postReturn() >= 0) {
            throw new MalformedComponentException("post-return of a lowered function", at, "only lifted ones have it");
        }
        Plan.Options used = options(lower.options(), signature.lowerNeedsMemory(), signature.lowerNeedsRealloc(), at);
        return linker.addLowering(new Plan.Lowering(signature, function.source(), used), at);
    }

    private Plan.Options options(CanonicalOptions options, boolean needsMemory, boolean needsRealloc, int at) {
        CoreItem memory = options.memory() < 0 ? null : scope.core(Sort.CORE_MEMORY, options.memory(), at);
        CoreItem realloc = options.realloc() < 0 ? null : function(options.realloc(), REALLOC, "realloc", at);
        if (needsMemory && memory == null || realloc != null && memory == null) {
            throw new MalformedComponentException(
                    "a canonical function without memory", at, "its type needs the option");
        }
        if (needsRealloc && realloc == null) {
            throw new MalformedComponentException(
                    "a canonical function without realloc", at, "its type needs the option");
        }
        return new Plan.Options(scope.state, memory, realloc);
    }

    private CoreItem function(int index, CoreExternType wanted, String what, int at) {
        CoreItem item = scope.core(Sort.CORE_FUNCTION, index, at);
        if (!item.type().equals(wanted)) {
            throw new MalformedComponentException(item.type() + " as " + what, at, wanted + " is wanted");
        }
        return item;
    }
}

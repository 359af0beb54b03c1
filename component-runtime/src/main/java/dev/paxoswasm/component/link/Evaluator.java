package dev.paxoswasm.component.link;

import dev.paxoswasm.component.binary.CoreTypeExpression;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.binary.Definition.Argument;
import dev.paxoswasm.component.binary.Definition.BuiltIn;
import dev.paxoswasm.component.binary.Definition.CanonicalOptions;
import dev.paxoswasm.component.binary.Definition.CoreArgument;
import dev.paxoswasm.component.binary.Definition.CoreNamed;
import dev.paxoswasm.component.binary.Definition.Description;
import dev.paxoswasm.component.binary.Definition.Named;
import dev.paxoswasm.component.binary.ExternName;
import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.binary.TypeExpression;
import dev.paxoswasm.component.shape.Scope;
import dev.paxoswasm.component.shape.Shape;
import dev.paxoswasm.component.shape.TypeResolver;
import dev.paxoswasm.component.type.FunctionType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Walks the definitions of one component instance, which have been checked, and fills its index spaces. */
final class Evaluator {

    private final Linker linker;
    private final Scope scope;
    private final int state;

    /** What a nested component is instantiated with; null for the outermost, whose imports the host gives. */
    private final @Nullable Map<String, Item> arguments;

    private final Map<String, Item> exports = new LinkedHashMap<>();

    Evaluator(Linker linker, Scope scope, int state, @Nullable Map<String, Item> arguments) {
        this.linker = linker;
        this.scope = scope;
        this.state = state;
        this.arguments = arguments;
    }

    /** What the instance exports, by name. */
    Map<String, Item> evaluate(Definition.Nested component) {
        for (Definition definition : component.definitions()) {
            linker.budget.count(definition);
            evaluate(definition);
        }
        linker.add(new Plan.Step.Instantiated(state));
        return exports;
    }

    private void evaluate(Definition definition) {
        switch (definition) {
            case Definition.CoreModule module -> scope.add(Sort.CORE_MODULE, linker.module(module));
            case Definition.CoreInstantiate instantiate -> scope.add(Sort.CORE_INSTANCE, coreInstance(instantiate));
            case Definition.CoreInlineExports(int at, List<CoreNamed> named) -> {
                Map<String, CoreItem> items = new HashMap<>();
                linker.budget.charge(named.size(), at);
                named.forEach(each -> items.put(each.name(), core(each.sort(), each.index(), each.offset())));
                scope.add(Sort.CORE_INSTANCE, new CoreItem.OfExports(items));
            }
            case Definition.Nested nested -> scope.add(Sort.COMPONENT, new Item.OfComponent(nested, scope));
            case Definition.Instantiate instantiate -> scope.add(Sort.INSTANCE, instance(instantiate));
            case Definition.InlineExports(int at, List<Named> named) -> {
                Map<String, Item> items = new LinkedHashMap<>();
                linker.budget.charge(named.size(), at);
                named.forEach(each -> items.put(each.name().text(), item(each.sort(), each.index(), each.offset())));
                scope.add(Sort.INSTANCE, new Item.OfInstance(items));
            }
            case Definition.AliasExport(int at, Sort sort, int instance, String name) -> {
                Item.OfInstance of = (Item.OfInstance) scope.get(Sort.INSTANCE, instance, at);
                scope.add(sort, Objects.requireNonNull(of.exports().get(name)).indexed());
            }
            case Definition.AliasCoreExport(int at, Sort sort, int instance, String name) ->
                scope.add(
                        sort, Objects.requireNonNull(coreInstance(instance, at).export(name)));
            case Definition.AliasOuter(int at, Sort sort, int count, int index) ->
                scope.add(sort, scope.outer(sort, count, index, at));
            case Definition.OfCoreType(int at, CoreTypeExpression type) ->
                scope.add(Sort.CORE_TYPE, TypeResolver.resolve(type, scope, at));
            case Definition.Type(int at, TypeExpression type) -> type(at, type);
            case Definition.Lift lift -> scope.add(Sort.FUNCTION, lift(lift));
            case Definition.Lower lower -> scope.add(Sort.CORE_FUNCTION, lower(lower));
            case Definition.ResourceBuiltIn(int at, BuiltIn builtIn, int type) ->
                scope.add(
                        Sort.CORE_FUNCTION,
                        linker.addBuiltIn(new Plan.BuiltIn(
                                builtIn,
                                state,
                                linker.number(scope.resource(type, at).type()))));
            case Definition.Import(int at, ExternName name, Description description) -> importOf(at, name, description);
            case Definition.Export(int at, ExternName name, Sort sort, int index, Description description) -> {
                Item item = item(sort, index, at);
                exports.put(name.text(), item);
                scope.add(sort, item.indexed());
            }
        }
    }

    private CoreItem.Instance coreInstance(Definition.CoreInstantiate instantiate) {
        int at = instantiate.offset();
        Item.OfModule module = (Item.OfModule) scope.get(Sort.CORE_MODULE, instantiate.module(), at);
        Map<String, CoreItem.Instance> given = new HashMap<>();
        for (CoreArgument argument : instantiate.arguments()) {
            given.put(argument.name(), coreInstance(argument.instance(), argument.offset()));
        }
        return new CoreItem.OfModule(linker.addInstance(module, given, at));
    }

    private CoreItem.Instance coreInstance(int index, int at) {
        return (CoreItem.Instance) scope.get(Sort.CORE_INSTANCE, index, at);
    }

    private CoreItem core(Sort sort, int index, int at) {
        return (CoreItem) scope.get(sort, index, at);
    }

    private Item item(Sort sort, int index, int at) {
        return Item.of(scope.get(sort, index, at));
    }

    private Item instance(Definition.Instantiate instantiate) {
        Map<String, Item> given = new HashMap<>();
        for (Argument argument : instantiate.arguments()) {
            linker.budget.charge(1, argument.offset());
            given.put(argument.name(), item(argument.sort(), argument.index(), argument.offset()));
        }
        Item component = item(Sort.COMPONENT, instantiate.component(), instantiate.offset());
        return new Item.OfInstance(linker.instantiated(component, given, state, instantiate.offset()));
    }

    private void type(int at, TypeExpression expression) {
        Shape shape = TypeResolver.resolve(expression, scope, at);
        // It is resolved again for each instance of its component.
        linker.budget.charge(shape.weight() / 10, at);
        if (expression instanceof TypeExpression.ResourceOf(int offset, int destructor)) {
            CoreItem function = destructor < 0 ? null : core(Sort.CORE_FUNCTION, destructor, offset);
            linker.define(Plan.Resource.of(((Shape.Resource) shape).type(), state, function));
        }
        scope.add(Sort.TYPE, shape);
    }

    private void importOf(int at, ExternName name, Description description) {
        if (arguments != null) {
            Item given = Objects.requireNonNull(arguments.get(name.text()));
            scope.add(description.sort(), given.indexed());
            return;
        }
        Item item = linker.imports.of(name.text(), scope.described(name.text(), description), at);
        scope.add(description.sort(), item.indexed());
    }

    private Item lift(Definition.Lift lift) {
        int at = lift.offset();
        FunctionType type = ((Shape.Function) scope.type(lift.type(), at)).type();
        CanonicalOptions options = lift.options();
        return linker.addLifting(
                new Plan.Lifting(
                        linker.signature(type),
                        core(Sort.CORE_FUNCTION, lift.coreFunction(), at),
                        options.postReturn() < 0 ? null : core(Sort.CORE_FUNCTION, options.postReturn(), at),
                        options(options, at)),
                at);
    }

    private CoreItem lower(Definition.Lower lower) {
        int at = lower.offset();
        Item.OfFunction function = (Item.OfFunction) scope.get(Sort.FUNCTION, lower.function(), at);
        return linker.addLowering(
                new Plan.Lowering(linker.signature(function.type()), function.source(), options(lower.options(), at)),
                at);
    }

    private Plan.Options options(CanonicalOptions options, int at) {
        return new Plan.Options(
                state,
                options.memory() < 0 ? null : core(Sort.CORE_MEMORY, options.memory(), at),
                options.realloc() < 0 ? null : core(Sort.CORE_FUNCTION, options.realloc(), at),
                options.encoding());
    }
}

package dev.paxoswasm.component.validation;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.abi.Codecs;
import dev.paxoswasm.component.abi.Signature;
import dev.paxoswasm.component.binary.CoreTypeExpression;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.binary.Definition.Argument;
import dev.paxoswasm.component.binary.Definition.BuiltIn;
import dev.paxoswasm.component.binary.Definition.CanonicalOptions;
import dev.paxoswasm.component.binary.Definition.Description;
import dev.paxoswasm.component.binary.Definition.Named;
import dev.paxoswasm.component.binary.ExternName;
import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.binary.TypeExpression;
import dev.paxoswasm.component.core.CoreInterface;
import dev.paxoswasm.component.shape.Budget;
import dev.paxoswasm.component.shape.Extern;
import dev.paxoswasm.component.shape.ModuleShape;
import dev.paxoswasm.component.shape.Scope;
import dev.paxoswasm.component.shape.Shape;
import dev.paxoswasm.component.shape.TypeResolver;
import dev.paxoswasm.component.type.ResourceType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Walks the definitions of one component, and of those nested in it, and gives each its type. */
public final class Validator {

    private final Map<Definition.CoreModule, CoreInterface> modules;
    private final Codecs codecs = new Codecs(resource -> 0);
    private final Budget budget = new Budget();

    private Validator(Map<Definition.CoreModule, CoreInterface> modules) {
        this.modules = modules;
    }

    /**
     * @param modules what each core module in the component imports and exports
     * @return the type of the component
     * @throws MalformedComponentException if it breaks a rule
     */
    public static Shape.Component check(
            Definition.Nested component, Map<Definition.CoreModule, CoreInterface> modules) {
        Validator validator = new Validator(modules);
        return validator.component(component, Scope.root(validator.budget));
    }

    private Shape.Component component(Definition.Nested component, Scope scope) {
        Definitions definitions = new Definitions(scope);
        for (Definition definition : component.definitions()) {
            budget.count(definition);
            definitions.check(definition);
        }
        return scope.asComponent(component.offset());
    }

    /** Of one component. */
    private final class Definitions {

        private final Scope scope;
        private final CoreDefinitions core;

        /** Resource types that this component defines, and no other. */
        private final Set<ResourceType> defined = new HashSet<>();

        Definitions(Scope scope) {
            this.scope = scope;
            this.core = new CoreDefinitions(scope, budget);
        }

        void check(Definition definition) {
            switch (definition) {
                case Definition.CoreModule module ->
                    scope.add(Sort.CORE_MODULE, ModuleShape.of(Objects.requireNonNull(modules.get(module))));
                case Definition.CoreInstantiate instantiate -> core.instantiate(instantiate);
                case Definition.CoreInlineExports exports -> core.inlineExports(exports);
                case Definition.AliasCoreExport alias -> core.alias(alias);
                case Definition.OfCoreType(int at, CoreTypeExpression type) ->
                    scope.add(Sort.CORE_TYPE, TypeResolver.resolve(type, scope, at));
                case Definition.Nested nested ->
                    scope.add(Sort.COMPONENT, component(nested, scope.inner(Scope.Kind.COMPONENT)));
                case Definition.Instantiate instantiate -> instantiate(instantiate);
                case Definition.InlineExports(int at, List<Named> named) ->
                    scope.add(Sort.INSTANCE, scope.instanceOf(named));
                case Definition.AliasExport(int at, Sort sort, int instance, String name) ->
                    scope.add(sort, scope.exported(sort, instance, name, at));
                case Definition.AliasOuter(int at, Sort sort, int count, int index) -> outer(at, sort, count, index);
                case Definition.Type(int at, TypeExpression type) -> type(at, type);
                case Definition.Lift lift -> lift(lift);
                case Definition.Lower lower -> lower(lower);
                case Definition.ResourceBuiltIn builtIn -> builtIn(builtIn);
                case Definition.Import(int at, ExternName name, Description description) ->
                    scope.addImport(name, description, at);
                case Definition.Export(int at, ExternName name, Sort sort, int index, Description description) ->
                    scope.addExport(name, sort, scope.externOf(sort, index, at).item(), description, at);
            }
        }

        private void instantiate(Definition.Instantiate instantiate) {
            int at = instantiate.offset();
            Shape.Component component = (Shape.Component) scope.get(Sort.COMPONENT, instantiate.component(), at);
            Map<String, Extern> given = new HashMap<>();
            for (Argument argument : instantiate.arguments()) {
                budget.charge(1, argument.offset());
                Extern extern = scope.externOf(argument.sort(), argument.index(), argument.offset());
                if (given.put(argument.name(), extern) != null) {
                    throw new MalformedComponentException(
                            "the argument '" + argument.name() + "' twice",
                            argument.offset(),
                            "argument names are unique");
                }
            }
            scope.add(Sort.INSTANCE, scope.instantiated(component, given, at));
        }

        private void outer(int at, Sort sort, int count, int index) {
            if (sort != Sort.TYPE && sort != Sort.COMPONENT && sort != Sort.CORE_MODULE && sort != Sort.CORE_TYPE) {
                throw new MalformedComponentException(
                        "the outer alias of a " + sort, at, "only types, modules and components are aliased so");
            }
            scope.add(sort, scope.outer(sort, count, index, at));
        }

        private void type(int at, TypeExpression expression) {
            Shape shape = TypeResolver.resolve(expression, scope, at);
            if (expression instanceof TypeExpression.ResourceOf(int offset, int destructor)) {
                defined.add(((Shape.Resource) shape).type());
                if (destructor >= 0) {
                    core.requireFunction(destructor, CoreDefinitions.DESTRUCTOR, "a destructor", offset);
                }
            }
            scope.add(Sort.TYPE, shape);
        }

        private void lift(Definition.Lift lift) {
            int at = lift.offset();
            if (!(scope.type(lift.type(), at) instanceof Shape.Function function)) {
                throw new MalformedComponentException(
                        "type " + lift.type() + " of a lifted function", at, "it is no function type");
            }
            Signature signature = codecs.signature(function.type());
            core.requireFunction(lift.coreFunction(), signature.lifted(), "the lifted function", at);
            CanonicalOptions options = lift.options();
            if (options.postReturn() >= 0) {
                core.requireFunction(options.postReturn(), signature.postReturn(), "post-return", at);
            }
            core.requireOptions(options, signature.liftNeedsMemory(), signature.liftNeedsRealloc(), at);
            scope.add(Sort.FUNCTION, function);
        }

        private void lower(Definition.Lower lower) {
            int at = lower.offset();
            Shape.Function function = (Shape.Function) scope.get(Sort.FUNCTION, lower.function(), at);
            Signature signature = codecs.signature(function.type());
            if (lower.options().postReturn() >= 0) {
                throw new MalformedComponentException(
                        "post-return of a lowered function", at, "only lifted ones have it");
            }
            core.requireOptions(lower.options(), signature.lowerNeedsMemory(), signature.lowerNeedsRealloc(), at);
            scope.add(Sort.CORE_FUNCTION, signature.lowered());
        }

        private void builtIn(Definition.ResourceBuiltIn builtIn) {
            int at = builtIn.offset();
            ResourceType resource = scope.resource(builtIn.type(), at).type();
            if (builtIn.builtIn() != BuiltIn.DROP && !defined.contains(resource)) {
                throw new MalformedComponentException(
                        builtIn.builtIn() + " of a resource type that is defined elsewhere",
                        at,
                        "only the component that defines a resource type makes and looks into its handles");
            }
            scope.add(Sort.CORE_FUNCTION, CoreDefinitions.typeOf(builtIn.builtIn()));
        }
    }
}

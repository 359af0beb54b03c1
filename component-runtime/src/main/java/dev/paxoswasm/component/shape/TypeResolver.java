package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.UnsupportedComponentException;
import dev.paxoswasm.component.binary.CoreFunctionType;
import dev.paxoswasm.component.binary.CoreTypeExpression;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.binary.Definition.Description;
import dev.paxoswasm.component.binary.ExternName;
import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.binary.TypeExpression;
import dev.paxoswasm.component.binary.TypeExpression.Label;
import dev.paxoswasm.component.binary.TypeExpression.Reference;
import dev.paxoswasm.component.type.BorrowType;
import dev.paxoswasm.component.type.Case;
import dev.paxoswasm.component.type.EnumType;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FlagsType;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.ListType;
import dev.paxoswasm.component.type.OptionType;
import dev.paxoswasm.component.type.OwnType;
import dev.paxoswasm.component.type.RecordType;
import dev.paxoswasm.component.type.ResourceType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.TupleType;
import dev.paxoswasm.component.type.VariantType;
import dev.paxoswasm.component.type.WitType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves one type expression in its scope. */
public final class TypeResolver {

    private static final int MAX_DEPTH = 100;

    private final Scope scope;
    private final int offset;
    private int weight = 1;
    private int depth;
    private boolean borrows;

    /** Of the parts met so far; shared while there is one set only. */
    private Set<Shape.Name> names = Set.of();

    private Set<ResourceType> free = Set.of();

    private TypeResolver(Scope scope, int offset) {
        this.scope = scope;
        this.offset = offset;
    }

    public static Shape resolve(TypeExpression expression, Scope scope, int offset) {
        return new TypeResolver(scope, offset).shape(expression);
    }

    /** A {@link CoreFunctionType} or a {@link ModuleShape}. */
    public static Object resolve(CoreTypeExpression expression, Scope scope, int offset) {
        return switch (expression) {
            case CoreTypeExpression.FunctionOf(CoreFunctionType type) -> type;
            case CoreTypeExpression.ModuleOf module -> new ModuleTypes(scope).resolve(module, offset);
        };
    }

    private Shape shape(TypeExpression expression) {
        return switch (expression) {
            case TypeExpression.Alias(Reference type) -> value(of(type));
            case TypeExpression.RecordOf(List<Label> fields) -> nominal(new RecordType(fields(fields)));
            case TypeExpression.VariantOf(List<Label> cases) ->
                nominal(new VariantType(cases.stream()
                        .map(label -> new Case(named(label.name()), orNull(label.type())))
                        .toList()));
            case TypeExpression.ListOf(Reference element) -> value(new ListType(of(element)));
            case TypeExpression.TupleOf(List<Reference> elements) ->
                value(new TupleType(elements.stream().map(this::of).toList()));
            case TypeExpression.FlagsOf(List<String> labels) -> nominal(new FlagsType(named(labels)));
            case TypeExpression.EnumOf(List<String> labels) -> nominal(new EnumType(named(labels)));
            case TypeExpression.OptionOf(Reference element) -> value(new OptionType(of(element)));
            case TypeExpression.ResultOf(Reference ok, Reference err) -> value(new ResultType(orNull(ok), orNull(err)));
            case TypeExpression.OwnOf(int at, int index) -> value(new OwnType(handled(index, at)));
            case TypeExpression.BorrowOf(int at, int index) -> {
                borrows = true;
                yield value(new BorrowType(handled(index, at)));
            }
            case TypeExpression.FunctionOf(List<Label> parameters, Reference result) -> function(parameters, result);
            case TypeExpression.ResourceOf resource ->
                new Shape.Resource(new ResourceType("resource"), new Shape.Name());
            case TypeExpression.InstanceOf(List<Definition> definitions) -> {
                Scope inner = declarations(definitions, Scope.Kind.INSTANCE_TYPE);
                yield inner.asInstanceType(weight);
            }
            case TypeExpression.ComponentOf(List<Definition> definitions) -> {
                Scope inner = declarations(definitions, Scope.Kind.COMPONENT_TYPE);
                yield inner.asComponent(offset);
            }
        };
    }

    private Shape.Function function(List<Label> parameters, @Nullable Reference result) {
        List<Field> fields = fields(parameters);
        borrows = false;
        FunctionType type = new FunctionType(fields, orNull(result));
        if (borrows) {
            throw new MalformedComponentException(
                    "a function that answers a borrowed handle", offset, "results own the handles in them");
        }
        return new Shape.Function(scope.types.of(type), weight, names, free);
    }

    private Shape value(WitType type) {
        return value(type, names);
    }

    private Shape nominal(WitType type) {
        return value(type, Set.of(new Shape.Name()));
    }

    private Shape value(WitType type, Set<Shape.Name> own) {
        if (depth >= MAX_DEPTH) {
            throw new UnsupportedComponentException("a type nested deeper than " + MAX_DEPTH, offset);
        }
        return new Shape.Value(scope.types.of(type), weight, depth + 1, borrows, own, names, free);
    }

    /** A name counts as its length does in messages. */
    private String named(String name) {
        add(1 + name.length() / 10);
        return name;
    }

    private List<String> named(List<String> all) {
        all.forEach(this::named);
        return all;
    }

    private List<Field> fields(List<Label> labels) {
        return labels.stream()
                .map(label -> new Field(named(label.name()), of(label.type())))
                .toList();
    }

    private @Nullable WitType orNull(@Nullable Reference reference) {
        return reference == null ? null : of(reference);
    }

    private WitType of(@Nullable Reference reference) {
        if (reference == null) {
            throw new AssertionError("the decoder gives these labels a type");
        }
        if (reference.primitive() != null) {
            add(1);
            return reference.primitive();
        }
        if (!(scope.type(reference.index(), reference.offset()) instanceof Shape.Value value)) {
            throw new MalformedComponentException(
                    "type " + reference.index() + " as the type of a value", reference.offset(), "it is no value type");
        }
        add(value.weight());
        depth = Math.max(depth, value.depth());
        borrows |= value.borrows();
        names = union(names, value.names());
        free = union(free, value.free());
        return value.type();
    }

    private ResourceType handled(int index, int at) {
        Shape.Resource resource = scope.resource(index, at);
        add(1);
        names = union(names, Set.of(resource.name()));
        free = union(free, resource.free());
        return resource.type();
    }

    private <T> Set<T> union(Set<T> one, Set<T> other) {
        Set<T> both = Sets.union(one, other);
        if (both != one && both != other) {
            add(both.size());
        }
        return both;
    }

    private void add(int more) {
        weight = Instances.bounded((long) weight + more, offset);
    }

    private Scope declarations(List<Definition> definitions, Scope.Kind kind) {
        Scope inner = scope.inner(kind);
        for (Definition definition : definitions) {
            switch (definition) {
                case Definition.OfCoreType(int at, CoreTypeExpression type) ->
                    inner.add(Sort.CORE_TYPE, resolve(type, inner, at));
                case Definition.Type(int at, TypeExpression type) -> inner.add(Sort.TYPE, resolve(type, inner, at));
                case Definition.AliasOuter(int at, Sort sort, int count, int index) -> {
                    requireSort(sort == Sort.TYPE || sort == Sort.CORE_TYPE, sort, at, "types and core types");
                    inner.add(sort, inner.outer(sort, count, index, at));
                }
                case Definition.AliasExport(int at, Sort sort, int instance, String name) -> {
                    requireSort(sort == Sort.TYPE || sort == Sort.INSTANCE, sort, at, "types and instances");
                    inner.add(sort, inner.exported(sort, instance, name, at));
                }
                case Definition.Import(int at, ExternName name, Description description) ->
                    inner.addImport(name, description, at);
                case Definition.Export(int at, ExternName name, Sort sort, int index, Description description) -> {
                    if (description == null) {
                        throw new AssertionError("the decoder describes exports in types");
                    }
                    inner.addExport(name, description, at);
                }
                default ->
                    throw new MalformedComponentException(
                            "an alias of this kind in a type",
                            definition.offset(),
                            "exports of instances and types further out are aliased in types");
            }
        }
        inner.externs().forEach(extern -> add(extern.weight()));
        return inner;
    }

    private static void requireSort(boolean right, Sort sort, int at, String rule) {
        if (!right) {
            throw new MalformedComponentException(
                    "the alias of a " + sort + " in a type", at, "only " + rule + " are aliased so");
        }
    }

    /**
     * What a description wants.
     *
     * @param name what it is that is described
     * @param fresh gets the resource types that the description brings along
     */
    static Extern described(String name, Description description, Scope scope, Set<ResourceType> fresh) {
        int at = description.offset();
        if (description.sort() == Sort.CORE_MODULE) {
            if (!(scope.get(Sort.CORE_TYPE, description.type(), at) instanceof ModuleShape module)) {
                throw wrongKind(description, "a core module");
            }
            return new Extern.OfModule(module);
        }
        if (description.type() == Description.ANY_RESOURCE) {
            ResourceType resource = new ResourceType(name);
            fresh.add(resource);
            return new Extern.Of(Sort.TYPE, new Shape.Resource(resource, new Shape.Name()));
        }
        Shape shape = scope.type(description.type(), at);
        return new Extern.Of(
                description.sort(),
                switch (description.sort()) {
                    case TYPE -> shape.named();
                    case FUNCTION -> {
                        if (!(shape instanceof Shape.Function)) {
                            throw wrongKind(description, "a function");
                        }
                        yield shape;
                    }
                    case INSTANCE -> {
                        if (!(shape instanceof Shape.Instance instance)) {
                            throw wrongKind(description, "an instance");
                        }
                        yield new Instances(scope.types, scope.budget).opened(instance, fresh, at);
                    }
                    default -> {
                        if (!(shape instanceof Shape.Component)) {
                            throw wrongKind(description, "a component");
                        }
                        yield shape;
                    }
                });
    }

    private static MalformedComponentException wrongKind(Description description, String wanted) {
        return new MalformedComponentException(
                "type " + description.type() + " as the type of " + wanted,
                description.offset(),
                "it is another kind of type");
    }
}

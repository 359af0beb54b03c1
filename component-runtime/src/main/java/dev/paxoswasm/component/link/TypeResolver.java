package dev.paxoswasm.component.link;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.UnsupportedComponentException;
import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.binary.Definition.Description;
import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.binary.TypeExpression;
import dev.paxoswasm.component.binary.TypeExpression.Label;
import dev.paxoswasm.component.binary.TypeExpression.Reference;
import dev.paxoswasm.component.type.Case;
import dev.paxoswasm.component.type.EnumType;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FlagsType;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.ListType;
import dev.paxoswasm.component.type.OptionType;
import dev.paxoswasm.component.type.RecordType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.TupleType;
import dev.paxoswasm.component.type.VariantType;
import dev.paxoswasm.component.type.WitType;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves one type expression in its scope. */
final class TypeResolver {

    private static final int MAX_WEIGHT = 100_000;
    private static final int MAX_DEPTH = 100;

    private final Scope scope;
    private final int offset;
    private int weight = 1;
    private int depth;

    /** Of the parts met so far; shared while there is one set only. */
    private Set<Shape.Name> names = Set.of();

    private TypeResolver(Scope scope, int offset) {
        this.scope = scope;
        this.offset = offset;
    }

    static Shape resolve(TypeExpression expression, Scope scope, int offset) {
        return new TypeResolver(scope, offset).shape(expression);
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
            case TypeExpression.FlagsOf(List<String> names) -> nominal(new FlagsType(named(names)));
            case TypeExpression.EnumOf(List<String> names) -> nominal(new EnumType(named(names)));
            case TypeExpression.OptionOf(Reference element) -> value(new OptionType(of(element)));
            case TypeExpression.ResultOf(Reference ok, Reference err) -> value(new ResultType(orNull(ok), orNull(err)));
            case TypeExpression.FunctionOf(List<Label> parameters, Reference result) -> {
                FunctionType type = new FunctionType(fields(parameters), orNull(result));
                yield new Shape.Function(scope.types.of(type), bounded(), names);
            }
            case TypeExpression.InstanceOf(List<Definition> definitions) -> instance(definitions);
            case TypeExpression.ComponentOf(List<Definition> definitions) -> {
                declarations(definitions);
                yield new Shape.Component();
            }
        };
    }

    private Shape value(WitType type) {
        return value(type, names);
    }

    private Shape nominal(WitType type) {
        return value(type, Set.of(new Shape.Name()));
    }

    private Shape value(WitType type, Set<Shape.Name> own) {
        int bounded = bounded();
        if (depth >= MAX_DEPTH) {
            throw new UnsupportedComponentException("a type nested deeper than " + MAX_DEPTH, offset);
        }
        return new Shape.Value(scope.types.of(type), bounded, depth + 1, own, names);
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

    private int bounded() {
        if (weight > MAX_WEIGHT) {
            throw new UnsupportedComponentException("a type of more than " + MAX_WEIGHT + " parts", offset);
        }
        return weight;
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
        addNames(value.names());
        return value.type();
    }

    private void addNames(Set<Shape.Name> more) {
        if (names.isEmpty()) {
            names = more;
        } else if (names != more && !names.containsAll(more)) {
            Set<Shape.Name> both = new HashSet<>(names);
            both.addAll(more);
            add(both.size());
            names = Collections.unmodifiableSet(both);
        }
    }

    private void add(int more) {
        weight = Math.min(weight + more, MAX_WEIGHT + 1);
    }

    private Shape instance(List<Definition> definitions) {
        return new Shape.Instance(declarations(definitions), bounded());
    }

    /** What is exported by the type of an instance, or of a component, which may import too. */
    private Map<String, Shape> declarations(List<Definition> definitions) {
        Scope inner = new Scope(scope, -1);
        Map<String, Shape> exports = new LinkedHashMap<>();
        UniqueNames imported = new UniqueNames("import");
        UniqueNames exported = new UniqueNames("export");
        for (Definition definition : definitions) {
            switch (definition) {
                case Definition.Type(int at, TypeExpression type) ->
                    inner.add(Sort.TYPE, new Item.OfType(resolve(type, inner, at)));
                case Definition.AliasOuter(int at, Sort sort, int count, int index) -> {
                    if (sort != Sort.TYPE) {
                        throw new UnsupportedComponentException("the alias of a " + sort + " in a type", at);
                    }
                    inner.add(sort, inner.outer(count, at).get(sort, index, at));
                }
                case Definition.Import(int at, String name, Description description) -> {
                    imported.add(name, at);
                    declared(description, inner);
                }
                case Definition.Export(int at, String name, Sort sort, int index, Description description) -> {
                    if (description == null) {
                        throw new AssertionError("the decoder describes exports in types");
                    }
                    exported.add(name, at);
                    exports.put(name, declared(description, inner));
                }
                default ->
                    throw new UnsupportedComponentException(
                            "the alias of an export in the type of an instance", definition.offset());
            }
        }
        return exports;
    }

    private Shape declared(Description description, Scope inner) {
        Shape shape = described(description, inner);
        add(shape.weight());
        bounded();
        if (shape instanceof Shape.Exported(Shape type)) {
            inner.add(Sort.TYPE, new Item.OfType(type));
        }
        return shape;
    }

    /** What a description wants: a function, instance, or {@link Shape.Exported} type. */
    static Shape described(Description description, Scope scope) {
        Shape shape = scope.type(description.type(), description.offset());
        return switch (description.sort()) {
            case TYPE -> new Shape.Exported(shape instanceof Shape.Value value ? value.named() : shape);
            case FUNCTION -> {
                if (!(shape instanceof Shape.Function)) {
                    throw wrongKind(description, "a function");
                }
                yield shape;
            }
            case INSTANCE -> {
                if (!(shape instanceof Shape.Instance)) {
                    throw wrongKind(description, "an instance");
                }
                yield shape;
            }
            default ->
                throw new UnsupportedComponentException("the import or export of a component", description.offset());
        };
    }

    private static MalformedComponentException wrongKind(Description description, String wanted) {
        return new MalformedComponentException(
                "type " + description.type() + " as the type of " + wanted,
                description.offset(),
                "it is another kind of type");
    }
}

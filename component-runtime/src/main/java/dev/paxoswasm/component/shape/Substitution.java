package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.type.BorrowType;
import dev.paxoswasm.component.type.Case;
import dev.paxoswasm.component.type.EnumType;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FlagsType;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.ListType;
import dev.paxoswasm.component.type.OptionType;
import dev.paxoswasm.component.type.OwnType;
import dev.paxoswasm.component.type.PrimitiveType;
import dev.paxoswasm.component.type.RecordType;
import dev.paxoswasm.component.type.ResourceType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.TupleType;
import dev.paxoswasm.component.type.VariantType;
import dev.paxoswasm.component.type.WitType;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts actual resource types, and names, in the place of those that a type was written with. */
final class Substitution {

    private final TypePool types;
    private final Budget budget;
    private final int offset;
    private final Map<ResourceType, ResourceType> resources = new HashMap<>();
    private final Map<Shape.Name, Shape.Name> names = new HashMap<>();

    /** Types that are what they will be, whatever else is bound. */
    private final Map<WitType, WitType> known = new IdentityHashMap<>();

    Substitution(TypePool types, Budget budget, int offset) {
        this.types = types;
        this.budget = budget;
        this.offset = offset;
    }

    void bind(ResourceType resource, ResourceType actual) {
        resources.put(resource, actual);
    }

    void bind(Set<Shape.Name> name, Set<Shape.Name> actual) {
        names.put(name.iterator().next(), actual.iterator().next());
    }

    boolean binds(ResourceType resource) {
        return resources.containsKey(resource);
    }

    ResourceType resource(ResourceType resource) {
        return resources.getOrDefault(resource, resource);
    }

    Map<String, Extern> externs(Map<String, Extern> externs) {
        Map<String, Extern> substituted = new LinkedHashMap<>();
        externs.forEach((name, extern) -> substituted.put(name, extern(extern)));
        return substituted;
    }

    Extern extern(Extern extern) {
        budget.charge(1, offset);
        return extern instanceof Extern.Of(Sort sort, Shape shape) ? new Extern.Of(sort, shape(shape)) : extern;
    }

    private Shape shape(Shape shape) {
        return switch (shape) {
            case Shape.Value value -> value(value);
            case Shape.Resource(ResourceType type, Shape.Name name) ->
                new Shape.Resource(resource(type), names.getOrDefault(name, name));
            case Shape.Function function ->
                new Shape.Function(
                        type(function.type(), function.free()),
                        function.weight(),
                        names(function.names()),
                        free(function.free()));
            case Shape.Instance instance ->
                new Shape.Instance(
                        externs(instance.exports()), instance.bound(), instance.weight(), free(instance.free()));
            case Shape.Component component ->
                new Shape.Component(
                        externs(component.imports()),
                        externs(component.exports()),
                        component.imported(),
                        component.exported(),
                        component.weight(),
                        free(component.free()));
        };
    }

    private Shape value(Shape.Value value) {
        Set<Shape.Name> ownNames = names(value.names());
        Set<Shape.Name> parts = value.isNominal() ? names(value.parts()) : ownNames;
        return new Shape.Value(
                type(value.type(), value.free()),
                value.weight(),
                value.depth(),
                value.borrows(),
                ownNames,
                parts,
                free(value.free()));
    }

    private Set<Shape.Name> names(Set<Shape.Name> all) {
        if (Sets.disjoint(all, names.keySet())) {
            return all;
        }
        budget.charge(all.size() / 10, offset);
        Set<Shape.Name> mapped = new HashSet<>();
        all.forEach(name -> mapped.add(names.getOrDefault(name, name)));
        return Collections.unmodifiableSet(mapped);
    }

    private Set<ResourceType> free(Set<ResourceType> all) {
        if (Sets.disjoint(all, resources.keySet())) {
            return all;
        }
        budget.charge(all.size() / 10, offset);
        Set<ResourceType> mapped = new HashSet<>();
        all.forEach(resource -> mapped.add(resource(resource)));
        return Collections.unmodifiableSet(mapped);
    }

    /** @param free what the type refers to */
    FunctionType type(FunctionType type, Set<ResourceType> free) {
        if (Sets.disjoint(free, resources.keySet())) {
            return type;
        }
        return types.of(new FunctionType(fields(type.parameters()), orNull(type.result())));
    }

    /** @param free what the type refers to */
    WitType type(WitType type, Set<ResourceType> free) {
        return Sets.disjoint(free, resources.keySet()) ? type : type(type);
    }

    private @Nullable WitType orNull(@Nullable WitType type) {
        return type == null ? null : type(type);
    }

    private List<Field> fields(List<Field> fields) {
        return fields.stream()
                .map(field -> new Field(field.name(), type(field.type())))
                .toList();
    }

    private WitType type(WitType type) {
        if (type instanceof PrimitiveType) {
            return type;
        }
        WitType before = known.get(type);
        if (before != null) {
            return before;
        }
        budget.charge(1, offset);
        WitType made = types.of(
                switch (type) {
                    case OwnType(ResourceType resource) -> new OwnType(resource(resource));
                    case BorrowType(ResourceType resource) -> new BorrowType(resource(resource));
                    case ListType(WitType element) -> new ListType(type(element));
                    case OptionType(WitType element) -> new OptionType(type(element));
                    case ResultType(WitType ok, WitType err) -> new ResultType(orNull(ok), orNull(err));
                    case TupleType(List<WitType> elements) ->
                        new TupleType(elements.stream().map(this::type).toList());
                    case RecordType(List<Field> fields) -> new RecordType(fields(fields));
                    case VariantType(List<Case> cases) ->
                        new VariantType(cases.stream()
                                .map(each -> new Case(each.name(), orNull(each.payload())))
                                .toList());
                    case PrimitiveType primitive -> primitive;
                    case EnumType named -> named;
                    case FlagsType named -> named;
                });
        // What is imported is declared before it is used, so a type is met when all that it refers to is bound.
        known.put(type, made);
        return made;
    }
}

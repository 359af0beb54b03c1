package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.UnsupportedComponentException;
import dev.paxoswasm.component.type.ResourceType;
import java.util.Map;
import java.util.Set;

/** Makes the types of instances. */
final class Instances {

    private static final int MAX_WEIGHT = 100_000;

    private final TypePool types;
    private final Budget budget;

    Instances(TypePool types, Budget budget) {
        this.types = types;
        this.budget = budget;
    }

    /** An instance whose resource types are those that its exports refer to. */
    Shape.Instance of(Map<String, Extern> exports, int offset) {
        return new Shape.Instance(exports, Set.of(), weight(exports, offset), Scope.free(exports));
    }

    static int weight(Map<String, Extern> externs, int offset) {
        long weight = 1;
        for (Extern each : externs.values()) {
            weight += each.weight();
        }
        return bounded(weight, offset);
    }

    /** The weight of a type, which is refused if it has too many parts. */
    static int bounded(long weight, int offset) {
        if (weight > MAX_WEIGHT) {
            throw new UnsupportedComponentException("a type of more than " + MAX_WEIGHT + " parts", offset);
        }
        return (int) weight;
    }

    /** An instance of the type, with resource types of its own, which are added to the set. */
    Shape.Instance opened(Shape.Instance type, Set<ResourceType> fresh, int offset) {
        if (type.bound().isEmpty()) {
            return type;
        }
        Substitution renewed = new Substitution(types, budget, offset);
        for (ResourceType each : type.bound()) {
            ResourceType own = new ResourceType(each.name());
            renewed.bind(each, own);
            fresh.add(own);
        }
        return of(renewed.externs(type.exports()), offset);
    }

    Shape.Instance instantiated(Shape.Component component, Map<String, Extern> given, int offset) {
        Matching matching = new Matching(types, budget, offset);
        Substitution actual = new Substitution(types, budget, offset);
        component
                .imports()
                .forEach((name, wanted) -> matching.match(name, given.get(name), wanted, actual, component.imported()));
        for (ResourceType each : component.exported()) {
            actual.bind(each, new ResourceType(each.name()));
        }
        return of(actual.externs(component.exports()), offset);
    }
}

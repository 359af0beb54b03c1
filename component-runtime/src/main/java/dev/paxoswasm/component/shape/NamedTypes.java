package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.binary.Sort;
import java.util.HashSet;
import java.util.Set;

/**
 * What a component imports or exports uses only types that have a name outside of it: records, variants, enums, flags
 * and resources that it imports or exports (<em>Explainer.md</em>, "External Visibility of Types").
 */
final class NamedTypes {

    /** Which side of the component sees a name. What is imported may be used in exports as well. */
    enum Direction {
        IMPORT,
        EXPORT
    }

    private final Set<Shape.Name> imported = new HashSet<>();
    private final Set<Shape.Name> exported = new HashSet<>();
    private final Budget budget;

    NamedTypes(Budget budget) {
        this.budget = budget;
    }

    /**
     * Adds the types that are named by it to those that are named already.
     *
     * @return whether all that it uses are
     */
    boolean register(Extern extern, Direction direction, int offset) {
        return switch (direction) {
            case IMPORT -> register(extern, imported, exported, offset);
            case EXPORT -> register(extern, exported, exported, offset);
        };
    }

    private boolean register(Extern extern, Set<Shape.Name> named, Set<Shape.Name> also, int offset) {
        budget.charge(1, offset);
        return switch (extern.item()) {
            case Shape.Function function -> named.containsAll(function.names());
            case Shape.Value value -> {
                boolean all = named.containsAll(value.parts());
                named.addAll(value.names());
                also.addAll(value.names());
                yield all;
            }
            case Shape.Resource resource -> {
                named.add(resource.name());
                also.add(resource.name());
                yield true;
            }
            case Shape.Instance instance
            when extern.sort() == Sort.TYPE -> {
                budget.charge(named.size(), offset);
                Set<Shape.Name> inside = new HashSet<>(named);
                yield registerAll(instance, inside, inside, offset);
            }
            case Shape.Instance instance -> registerAll(instance, named, also, offset);
            default -> true;
        };
    }

    private boolean registerAll(Shape.Instance instance, Set<Shape.Name> named, Set<Shape.Name> also, int offset) {
        boolean all = true;
        for (Extern each : instance.exports().values()) {
            all &= register(each, named, also, offset);
        }
        return all;
    }
}

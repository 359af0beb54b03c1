package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.ResourceType;
import dev.paxoswasm.component.type.WitType;
import java.util.Map;
import java.util.Set;

/**
 * A resolved type.
 *
 * <p>The weight is how many parts the type has when written out. A small binary can write a type of 2<sup>100</sup>
 * parts by using each type twice in the next, so it is bounded.
 */
public sealed interface Shape {

    int weight();

    /** The resource types that it refers to and does not bring along itself. */
    Set<ResourceType> free();

    /**
     * Stands for one record, variant, enum, flags or resource type as it is defined, imported or exported; equal to
     * itself only.
     */
    final class Name {}

    /**
     * @param depth how many types stand inside each other
     * @param borrows whether a borrowed handle is in it
     * @param names of the records, variants, enums, flags and resources in it, down to the first on each way; its own
     *     if it has one
     * @param parts of those inside it, if it has a name itself; otherwise the same as the names
     */
    record Value(
            WitType type,
            int weight,
            int depth,
            boolean borrows,
            Set<Name> names,
            Set<Name> parts,
            Set<ResourceType> free)
            implements Shape {

        boolean isNominal() {
            return names != parts;
        }
    }

    /** A resource type under one of its names. */
    record Resource(ResourceType type, Name name) implements Shape {

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public Set<ResourceType> free() {
            return Set.of(type);
        }
    }

    /** @param names as of a value, of all parameters and the result */
    record Function(FunctionType type, int weight, Set<Name> names, Set<ResourceType> free) implements Shape {}

    /** @param bound resource types that are new ones in each instance of the type */
    record Instance(Map<String, Extern> exports, Set<ResourceType> bound, int weight, Set<ResourceType> free)
            implements Shape {}

    /**
     * @param imported resource types that are imported
     * @param exported resource types that are new ones in each instance
     */
    record Component(
            Map<String, Extern> imports,
            Map<String, Extern> exports,
            Set<ResourceType> imported,
            Set<ResourceType> exported,
            int weight,
            Set<ResourceType> free)
            implements Shape {}

    /** The same type under a name of its own, which an import or an export gives it. */
    default Shape named() {
        return switch (this) {
            case Value value
            when value.isNominal() ->
                new Value(
                        value.type,
                        value.weight,
                        value.depth,
                        value.borrows,
                        Set.of(new Name()),
                        value.parts,
                        value.free);
            case Resource resource -> new Resource(resource.type, new Name());
            default -> this;
        };
    }
}

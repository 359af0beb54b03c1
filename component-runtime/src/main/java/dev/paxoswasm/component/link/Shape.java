package dev.paxoswasm.component.link;

import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.WitType;
import java.util.Map;
import java.util.Set;

/**
 * A resolved type. Without resources every type is closed, so two are the same if their structure is.
 *
 * <p>The weight is how many parts the type has when written out. A small binary can write a type of 2<sup>100</sup>
 * parts by using each type twice in the next, so it is bounded.
 */
sealed interface Shape {

    int weight();

    /**
     * @param depth how many types stand inside each other
     * @param names of the records, variants, enums and flags in it, down to the first on each way; its own if it is one
     * @param parts of those inside it, if it is one itself; otherwise the same as the names
     */
    record Value(WitType type, int weight, int depth, Set<Name> names, Set<Name> parts) implements Shape {

        boolean isNominal() {
            return names != parts;
        }

        /** The same type under a name of its own, which an import or an export gives it. */
        Value named() {
            return isNominal() ? new Value(type, weight, depth, Set.of(new Name()), parts) : this;
        }
    }

    /** @param names as of a value, of all parameters and the result */
    record Function(FunctionType type, int weight, Set<Name> names) implements Shape {}

    /**
     * Stands for one record, variant, enum or flags type as it is defined, imported or exported; equal to itself only.
     */
    final class Name {}

    record Instance(Map<String, Shape> exports, int weight) implements Shape {}

    /** The type that an instance exports under a name, to tell it from a function of that type. */
    record Exported(Shape type) implements Shape {

        @Override
        public int weight() {
            return type.weight();
        }
    }

    /** The type of a component, which may be defined but not used. */
    record Component() implements Shape {

        @Override
        public int weight() {
            return 1;
        }
    }
}

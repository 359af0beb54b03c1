package dev.paxoswasm.component.link;

import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.WitType;
import java.util.Map;

/**
 * A resolved type. Without resources every type is closed, so two are the same if their structure is.
 *
 * <p>The weight is how many parts the type has when written out. A small binary can write a type of 2<sup>100</sup> parts
 * by using each type twice in the next, so it is bounded.
 */
sealed interface Shape {

    int weight();

    /** @param depth how many types stand inside each other */
    record Value(WitType type, int weight, int depth) implements Shape {}

    record Function(FunctionType type, int weight) implements Shape {}

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

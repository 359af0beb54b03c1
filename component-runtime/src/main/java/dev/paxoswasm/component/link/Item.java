package dev.paxoswasm.component.link;

import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.type.FunctionType;
import java.util.Map;
import java.util.Set;

/** Something of the component level that an index refers to. */
sealed interface Item {

    /** @param names of the types that it uses, see {@link Shape.Function} */
    record OfFunction(FunctionType type, Set<Shape.Name> names, Source source) implements Item {}

    record OfType(Shape shape) implements Item {}

    record OfInstance(Map<String, Item> exports) implements Item {}

    /** A component and the scope that it was defined in. */
    record OfComponent(Definition.Nested component, Scope scope) implements Item {}

    /** Where a function comes from. */
    sealed interface Source {

        /** @param number among {@link Plan#imports()} */
        record Imported(int number) implements Source {}

        /** @param number among {@link Plan#liftings()} */
        record Lifted(int number) implements Source {}
    }
}

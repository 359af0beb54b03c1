package dev.paxoswasm.component.link;

import dev.paxoswasm.component.binary.Definition;
import dev.paxoswasm.component.shape.Scope;
import dev.paxoswasm.component.shape.Shape;
import dev.paxoswasm.component.type.FunctionType;
import java.util.Map;

/** Something of the component level that an index refers to. */
sealed interface Item {

    record OfFunction(FunctionType type, Source source) implements Item {}

    record OfType(Shape shape) implements Item {}

    record OfInstance(Map<String, Item> exports) implements Item {}

    /** A component and the scope that it was defined in. */
    record OfComponent(Definition.Nested component, Scope scope) implements Item {}

    /** A component that the whole component imports, which no host can offer. */
    record OfImportedComponent(String name) implements Item {}

    /** A core module. */
    sealed interface OfModule extends Item {}

    /** @param number among the modules of the binary */
    record OfOwnModule(int number) implements OfModule {}

    /** A core module that the host offers; @param number among {@link Plan#moduleImports()} */
    record OfImportedModule(int number) implements OfModule {}

    /** Where a function comes from. */
    sealed interface Source {

        /** @param number among {@link Plan#imports()} */
        record Imported(int number) implements Source {}

        /** @param number among {@link Plan#liftings()} */
        record Lifted(int number) implements Source {}
    }

    /** What stands in the index space of its sort. */
    default Object indexed() {
        return this instanceof OfType(Shape shape) ? shape : this;
    }

    /** @param indexed what stands in an index space */
    static Item of(Object indexed) {
        return indexed instanceof Shape shape ? new OfType(shape) : (Item) indexed;
    }
}

package dev.paxoswasm.component.link;

import dev.paxoswasm.component.MalformedComponentException;
import java.util.Set;

/**
 * What a component imports or exports uses only types that have a name outside of it: records, variants, enums and
 * flags that it imports or exports (<em>Explainer.md</em>, "Import and Export Definitions").
 */
final class NamedTypes {

    private final Linker linker;
    private final Set<Shape.Name> named;
    private final String definition;
    private final int offset;

    private NamedTypes(Linker linker, Set<Shape.Name> named, String definition, int offset) {
        this.linker = linker;
        this.named = named;
        this.definition = definition;
        this.offset = offset;
    }

    /**
     * Adds the types that are named by it to those that are named already.
     *
     * @param definition what is defined, for messages
     */
    static void register(Linker linker, Set<Shape.Name> named, String definition, Item item, int offset) {
        new NamedTypes(linker, named, definition, offset).register(item);
    }

    private void register(Item item) {
        linker.charge(1, offset);
        switch (item) {
            case Item.OfFunction function -> require(function.names());
            case Item.OfType(Shape.Value value) -> {
                require(value.parts());
                named.addAll(value.names());
            }
            case Item.OfInstance instance -> instance.exports().values().forEach(this::register);
            case Item.OfType other -> {}
            case Item.OfComponent component -> {}
        }
    }

    private void require(Set<Shape.Name> used) {
        if (!named.containsAll(used)) {
            throw new MalformedComponentException(
                    definition + " uses a type without a name",
                    offset,
                    "records, variants, enums and flags that are used in it are imported or exported before");
        }
    }
}

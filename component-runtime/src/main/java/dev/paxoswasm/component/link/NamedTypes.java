package dev.paxoswasm.component.link;

import dev.paxoswasm.component.MalformedComponentException;
import java.util.Set;

/**
 * What a component imports or exports uses only types that have a name outside of it: records, variants, enums and flags that
 * it imports or exports (<em>Explainer.md</em>, "Import and Export Definitions").
 */
final class NamedTypes {

    private NamedTypes() {}

    static void register(String what, String name, Item item, Set<Shape.Name> named, int offset) {
        switch (item) {
            case Item.OfFunction function -> require(what, name, function.names(), named, offset);
            case Item.OfType(Shape.Value value) -> {
                require(what, name, value.parts(), named, offset);
                named.addAll(value.names());
            }
            case Item.OfInstance instance ->
                instance.exports().forEach((inner, each) -> register(what, name + "." + inner, each, named, offset));
            case Item.OfType other -> {}
            case Item.OfComponent component -> {}
        }
    }

    private static void require(
            String what, String name, Set<Shape.Name> used, Set<Shape.Name> named, int offset) {
        if (!named.containsAll(used)) {
            throw new MalformedComponentException(
                    "the " + what + " '" + name + "' uses a type without a name",
                    offset,
                    "records, variants, enums and flags that are used in it are imported or exported before");
        }
    }
}

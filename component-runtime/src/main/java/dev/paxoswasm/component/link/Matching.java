package dev.paxoswasm.component.link;

import dev.paxoswasm.component.MalformedComponentException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what is given against what is wanted, and narrows it to that. All types are of one {@link TypePool}. */
final class Matching {

    /** Whose word for a type is taken, which tells under which name it is known. */
    private enum Types {
        GIVEN,
        WANTED
    }

    private final Types types;
    private final Linker linker;
    private final int offset;

    private Matching(Types types, Linker linker, int offset) {
        this.types = types;
        this.linker = linker;
        this.offset = offset;
    }

    /** What an instantiated component sees of an argument: what it declares, and no more. */
    static Item given(String name, @Nullable Item given, Shape wanted, Linker linker, int offset) {
        return new Matching(Types.GIVEN, linker, offset).narrowed(name, given, wanted);
    }

    /** What is seen from outside of an export with a type of its own. */
    static Item ascribed(String name, Item given, Shape wanted, Linker linker, int offset) {
        return new Matching(Types.WANTED, linker, offset).narrowed(name, given, wanted);
    }

    private Item narrowed(String name, @Nullable Item given, Shape wanted) {
        linker.charge(1, offset);
        Item narrowed = given == null ? null : narrowedOrNull(name, given, wanted);
        if (narrowed == null) {
            throw new MalformedComponentException(
                    given == null ? "nothing given for '" + name + "'" : "'" + name + "' is " + describe(given),
                    offset,
                    describe(wanted) + " is wanted");
        }
        return narrowed;
    }

    private @Nullable Item narrowedOrNull(String name, Item given, Shape wanted) {
        return switch (wanted) {
            case Shape.Function want ->
                given instanceof Item.OfFunction function && function.type() == want.type()
                        ? types == Types.GIVEN
                                ? function
                                : new Item.OfFunction(want.type(), want.names(), function.source())
                        : null;
            case Shape.Exported(Shape want) ->
                given instanceof Item.OfType(Shape shape) && same(shape, want)
                        ? types == Types.GIVEN ? given : new Item.OfType(want)
                        : null;
            case Shape.Instance want ->
                given instanceof Item.OfInstance instance ? narrowed(name, instance, want.exports()) : null;
            default -> null;
        };
    }

    private Item narrowed(String name, Item.OfInstance given, Map<String, Shape> wanted) {
        Map<String, Item> items = new LinkedHashMap<>();
        wanted.forEach((export, shape) ->
                items.put(export, narrowed(name + "." + export, given.exports().get(export), shape)));
        return new Item.OfInstance(items);
    }

    private boolean same(Shape one, Shape other) {
        linker.charge(1, offset);
        return switch (one) {
            case Shape.Value value -> other instanceof Shape.Value that && value.type() == that.type();
            case Shape.Function function -> other instanceof Shape.Function that && function.type() == that.type();
            case Shape.Exported(Shape type) -> other instanceof Shape.Exported(Shape that) && same(type, that);
            case Shape.Instance instance ->
                other instanceof Shape.Instance that
                        && instance.exports().keySet().equals(that.exports().keySet())
                        && instance.exports().entrySet().stream()
                                .allMatch(export ->
                                        same(export.getValue(), that.exports().get(export.getKey())));
            case Shape.Component component -> other instanceof Shape.Component;
        };
    }

    private static String describe(Shape shape) {
        return switch (shape) {
            case Shape.Function function -> shortened(function.type());
            case Shape.Value value -> "the type " + shortened(value.type());
            case Shape.Exported(Shape type) -> describe(type);
            case Shape.Instance instance -> "an instance";
            case Shape.Component component -> "a component";
        };
    }

    private static String describe(Item item) {
        return switch (item) {
            case Item.OfFunction function -> shortened(function.type());
            case Item.OfType(Shape shape) -> describe(shape);
            case Item.OfInstance instance -> "an instance";
            case Item.OfComponent component -> "a component";
        };
    }

    private static String shortened(Object type) {
        String text = type.toString();
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}

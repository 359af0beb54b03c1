package dev.paxoswasm.component.link;

import dev.paxoswasm.component.MalformedComponentException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds what is given against what is wanted. */
final class Matching {

    private final int offset;

    private Matching(int offset) {
        this.offset = offset;
    }

    static void require(String name, @Nullable Item given, Shape wanted, int offset) {
        new Matching(offset).require(name, given, wanted);
    }

    private void require(String name, @Nullable Item given, Shape wanted) {
        if (given == null) {
            throw new MalformedComponentException(
                    "nothing given for '" + name + "'", offset, describe(wanted) + " is wanted");
        }
        boolean fits = switch (wanted) {
            case Shape.Function(var type, int weight) ->
                given instanceof Item.OfFunction function && function.type().equals(type);
            case Shape.Exported(Shape type) -> given instanceof Item.OfType(Shape shape) && shape.equals(type);
            case Shape.Instance(Map<String, Shape> exports, int weight) -> {
                if (given instanceof Item.OfInstance instance) {
                    exports.forEach((export, shape) ->
                            require(name + "." + export, instance.exports().get(export), shape));
                }
                yield given instanceof Item.OfInstance;
            }
            default -> false;
        };
        if (!fits) {
            throw new MalformedComponentException(
                    "'" + name + "' is " + describe(given), offset, describe(wanted) + " is wanted");
        }
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

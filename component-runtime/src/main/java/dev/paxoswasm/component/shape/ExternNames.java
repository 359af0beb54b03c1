package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.binary.ExternName;
import dev.paxoswasm.component.binary.Sort;
import dev.paxoswasm.component.type.BorrowType;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.OwnType;
import dev.paxoswasm.component.type.ResourceType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.WitType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names of imports, or of exports, of one component or type: unique without regard to case, and what is named after
 * a resource belongs to one that was named before.
 */
final class ExternNames {

    private final String what;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Shape.Resource> resources = new HashMap<>();

    ExternNames(String what) {
        this.what = what;
    }

    void add(ExternName name, Extern extern) {
        if (!seen.add(name.distinct())) {
            throw new MalformedComponentException(
                    "the " + what + " " + name + " twice",
                    name.offset(),
                    what + " names are unique, whatever their case");
        }
        if (name.implemented() != null && extern.sort() != Sort.INSTANCE) {
            throw new MalformedComponentException(
                    "the " + what + " " + name + ", " + extern.describe() + ", that implements an interface",
                    name.offset(),
                    "only instances do");
        }
        switch (name.kind()) {
            case INTERFACE -> {}
            case LABEL -> {
                if (extern.item() instanceof Shape.Resource resource) {
                    resources.put(name.text(), resource);
                }
            }
            case CONSTRUCTOR -> {
                Shape.Function function = function(name, extern);
                require(isMade(function, resource(name)), name, "it answers own, or a result of own, of its resource");
            }
            case METHOD -> {
                Shape.Function function = function(name, extern);
                require(
                        isFirst(function, resource(name)),
                        name,
                        "its first parameter is 'self', a borrow of its resource");
            }
            case STATIC -> {
                function(name, extern);
                resource(name);
            }
        }
    }

    private static Shape.Function function(ExternName name, Extern extern) {
        require(extern.sort() == Sort.FUNCTION, name, "only functions are named so");
        return (Shape.Function) extern.item();
    }

    private Shape.Resource resource(ExternName name) {
        Shape.Resource resource = resources.get(name.resource());
        if (resource == null) {
            throw new MalformedComponentException(
                    "the " + what + " " + name,
                    name.offset(),
                    "a resource '" + name.resource() + "' is " + what + "ed before");
        }
        return resource;
    }

    private static boolean isMade(Shape.Function function, Shape.Resource resource) {
        WitType result = function.type().result();
        WitType made = result instanceof ResultType(WitType ok, WitType err) ? ok : result;
        return made instanceof OwnType(ResourceType type)
                && type == resource.type()
                && function.names().contains(resource.name());
    }

    private static boolean isFirst(Shape.Function function, Shape.Resource resource) {
        if (function.type().parameters().isEmpty()) {
            return false;
        }
        Field first = function.type().parameters().getFirst();
        return first.name().equals("self")
                && first.type() instanceof BorrowType(ResourceType type)
                && type == resource.type()
                && function.names().contains(resource.name());
    }

    private static void require(boolean right, ExternName name, String rule) {
        if (!right) {
            throw new MalformedComponentException("what is named " + name, name.offset(), rule);
        }
    }
}

package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.InterfaceName;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import dev.paxoswasm.wit.model.WitInterface;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The types that a class of an interface has a method for: the interface's own, and those without a name that they are
 * made of, such as {@code list<entry>}. The types of other interfaces have theirs there.
 */
final class TypeMethods {

    private final InterfaceName owner;
    private final Map<Type, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Deque<Type> wanted = new ArrayDeque<>();

    TypeMethods(WitInterface owner) {
        this(owner, definition -> true);
    }

    /** @param included which of the interface's types have a method of their own */
    TypeMethods(WitInterface owner, Predicate<TypeDefinition> included) {
        this.owner = owner.name();
        for (TypeDefinition definition : owner.types()) {
            boolean valued = !(definition.shape() instanceof TypeDefinition.Alias
                    || definition.shape() instanceof TypeDefinition.ResourceShape);
            if (valued && included.test(definition)) {
                Type type = new Type.Named(definition);
                names.put(type, JavaNames.type(definition.name()));
                taken.add(JavaNames.type(definition.name()));
                wanted.add(type);
            }
        }
    }

    /** The next type to write a method for, or null at the end; writing one may want others. */
    @Nullable
    Type next() {
        return wanted.poll();
    }

    /** The interface whose class has the method of a type. */
    InterfaceName ownerOf(Type type) {
        return type.unaliased() instanceof Type.Named named ? named.definition().owner() : owner;
    }

    /** What the method of a type is named after. */
    String name(Type declared) {
        Type type = declared.resolved();
        if (type instanceof Type.Named named && !named.definition().owner().equals(owner)) {
            return JavaNames.type(named.definition().name());
        }
        String known = names.get(type);
        if (known != null) {
            return known;
        }
        String name = describe(type);
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + i;
        }
        names.put(type, free);
        wanted.add(type);
        return free;
    }

    private static String describe(Type declared) {
        Type type = declared.unaliased();
        if (type.bytes()) {
            return "Bytes";
        }
        if (type instanceof Type.ListOf list) {
            return "ListOf" + describe(list.element());
        }
        if (type instanceof Type.OptionOf option) {
            return "OptionOf" + describe(option.element());
        }
        if (type instanceof Type.ResultOf result) {
            return "ResultOf" + describe(result.ok()) + "Or" + describe(result.err());
        }
        if (type instanceof Type.TupleOf tuple) {
            List<String> parts =
                    tuple.elements().stream().map(TypeMethods::describe).toList();
            return "TupleOf" + String.join("And", parts);
        }
        if (type instanceof Type.Handle handle) {
            String name = JavaNames.type(handle.resource().name());
            return handle.ownership() == Type.Ownership.OWN ? name : "Borrowed" + name;
        }
        if (type instanceof Type.Primitive primitive) {
            return JavaNames.type(primitive.wit());
        }
        return JavaNames.type(((Type.Named) type).definition().name());
    }

    private static String describe(Optional<Type> type) {
        return type.map(TypeMethods::describe).orElse("Nothing");
    }
}

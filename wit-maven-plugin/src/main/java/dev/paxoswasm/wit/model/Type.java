package dev.paxoswasm.wit.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The type of a value. */
public sealed interface Type {

    /** A type without parts. */
    enum Primitive implements Type {
        BOOL,
        S8,
        U8,
        S16,
        U16,
        S32,
        U32,
        S64,
        U64,
        F32,
        F64,
        CHAR,
        STRING;

        public String wit() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean integer() {
            return ordinal() >= S8.ordinal() && ordinal() <= U64.ordinal();
        }
    }

    record ListOf(Type element) implements Type {}

    record OptionOf(Type element) implements Type {}

    record ResultOf(Optional<Type> ok, Optional<Type> err) implements Type {}

    record TupleOf(List<Type> elements) implements Type {}

    /** Whether a handle is given away with the value, or lent for the time of a call. */
    enum Ownership {
        OWN,
        BORROW;

        public String wit() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A handle of a resource. */
    record Handle(Ownership ownership, TypeDefinition resource) implements Type {}

    /** A type with a name, but no resource. */
    record Named(TypeDefinition definition) implements Type {}

    /** The type without the names it is given by aliases at its top. */
    default Type unaliased() {
        Type type = this;
        while (type instanceof Named named && named.definition().shape() instanceof TypeDefinition.Alias alias) {
            type = alias.type();
        }
        return type;
    }

    /** The type without the names it is given by aliases, neither at its top nor among the types it is made of. */
    default Type resolved() {
        Type type = unaliased();
        if (type instanceof ListOf list) {
            return new ListOf(list.element().resolved());
        }
        if (type instanceof OptionOf option) {
            return new OptionOf(option.element().resolved());
        }
        if (type instanceof ResultOf result) {
            return new ResultOf(result.ok().map(Type::resolved), result.err().map(Type::resolved));
        }
        return type instanceof TupleOf tuple
                ? new TupleOf(tuple.elements().stream().map(Type::resolved).toList())
                : type;
    }

    /** The handles that a value has in it. */
    default Stream<Handle> handles() {
        Type type = unaliased();
        if (type instanceof Handle handle) {
            return Stream.of(handle);
        }
        if (type instanceof ListOf list) {
            return list.element().handles();
        }
        if (type instanceof OptionOf option) {
            return option.element().handles();
        }
        if (type instanceof ResultOf result) {
            return Stream.concat(result.ok().stream(), result.err().stream()).flatMap(Type::handles);
        }
        if (type instanceof TupleOf tuple) {
            return tuple.elements().stream().flatMap(Type::handles);
        }
        return type instanceof Named named
                ? named.definition().members().stream()
                        .flatMap(member -> member.type().stream())
                        .flatMap(Type::handles)
                : Stream.empty();
    }

    default boolean hasHandles() {
        return handles().findAny().isPresent();
    }

    /** Whether its Java form is {@code byte[]}. */
    default boolean bytes() {
        return unaliased() instanceof ListOf list && list.element().unaliased() == Primitive.U8;
    }
}

package dev.paxoswasm.wit.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type as it is written where a value is declared. */
public sealed interface TypeSyntax {

    Position at();

    /** A name: a primitive type, or a type declared or used in the interface. */
    record Named(Name name) implements TypeSyntax {
        @Override
        public Position at() {
            return name.at();
        }
    }

    record ListOf(TypeSyntax element, Position at) implements TypeSyntax {}

    record OptionOf(TypeSyntax element, Position at) implements TypeSyntax {}

    record ResultOf(@Nullable TypeSyntax ok, @Nullable TypeSyntax err, Position at) implements TypeSyntax {}

    /** {@code own<resource>}, which the name of the resource alone stands for as well. */
    record OwnOf(Name resource, Position at) implements TypeSyntax {}

    record BorrowOf(Name resource, Position at) implements TypeSyntax {}

    record TupleOf(List<TypeSyntax> elements, Position at) implements TypeSyntax {}
}

package dev.paxoswasm.component.binary;

import dev.paxoswasm.component.type.PrimitiveType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A type as written in the binary: parts are primitive or indices of earlier types. */
public sealed interface TypeExpression {

    /** A value type: primitive, or the index of a type. */
    record Reference(int offset, @Nullable PrimitiveType primitive, int index) {}

    record Label(int offset, String name, @Nullable Reference type) {}

    record Alias(Reference type) implements TypeExpression {}

    record RecordOf(List<Label> fields) implements TypeExpression {}

    record VariantOf(List<Label> cases) implements TypeExpression {}

    record ListOf(Reference element) implements TypeExpression {}

    record TupleOf(List<Reference> elements) implements TypeExpression {}

    record FlagsOf(List<String> names) implements TypeExpression {}

    record EnumOf(List<String> names) implements TypeExpression {}

    record OptionOf(Reference element) implements TypeExpression {}

    record ResultOf(@Nullable Reference ok, @Nullable Reference err) implements TypeExpression {}

    /** @param resource index of a resource type */
    record OwnOf(int offset, int resource) implements TypeExpression {}

    /** @param resource index of a resource type */
    record BorrowOf(int offset, int resource) implements TypeExpression {}

    record FunctionOf(List<Label> parameters, @Nullable Reference result) implements TypeExpression {}

    /** @param destructor index of a core function, or -1 */
    record ResourceOf(int offset, int destructor) implements TypeExpression {}

    /** @param definitions core types, types, aliases and exports with a description only */
    record InstanceOf(List<Definition> definitions) implements TypeExpression {}

    /** @param definitions core types, types, aliases, imports, and exports with a description only */
    record ComponentOf(List<Definition> definitions) implements TypeExpression {}
}

package dev.paxoswasm.component.binary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One definition of a component, in the order of the binary; indices are not resolved yet. */
public sealed interface Definition {

    /** Where it stands in the binary. */
    int offset();

    /** A core module, at {@code offset} up to {@code end}. */
    record CoreModule(int offset, int end) implements Definition {}

    record CoreInstantiate(int offset, int module, List<CoreArgument> arguments) implements Definition {}

    record CoreArgument(int offset, String name, int instance) {}

    record CoreInlineExports(int offset, List<Named> exports) implements Definition {}

    record Nested(int offset, List<Definition> definitions) implements Definition {}

    record Instantiate(int offset, int component, List<Named> arguments) implements Definition {}

    record InlineExports(int offset, List<Named> exports) implements Definition {}

    /** A name for something, in an export or an argument. */
    record Named(int offset, String name, Sort sort, int index) {}

    record AliasExport(int offset, Sort sort, int instance, String name) implements Definition {}

    record AliasCoreExport(int offset, Sort sort, int instance, String name) implements Definition {}

    /** @param count how many components or type scopes further out */
    record AliasOuter(int offset, Sort sort, int count, int index) implements Definition {}

    /** A core type; nothing that this library runs refers to one, so only its place in the index space counts. */
    record CoreType(int offset) implements Definition {}

    record Type(int offset, TypeExpression type) implements Definition {}

    record Lift(int offset, int coreFunction, CanonicalOptions options, int type) implements Definition {}

    record Lower(int offset, int function, CanonicalOptions options) implements Definition {}

    record Import(int offset, String name, Description description) implements Definition {}

    record Export(
            int offset,
            String name,
            Sort sort,
            int index,
            @Nullable Description description) implements Definition {}

    /**
     * What an import must be, or an export promises to be.
     *
     * @param sort FUNCTION, INSTANCE, COMPONENT, or TYPE, for which it says: equal to the type
     * @param type index of a type
     */
    record Description(int offset, Sort sort, int type) {}

    /** The options of a lift or lower; each an index of its core space, or -1. */
    record CanonicalOptions(int memory, int realloc, int postReturn) {}
}

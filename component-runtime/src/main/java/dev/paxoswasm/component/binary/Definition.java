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

    record CoreInlineExports(int offset, List<CoreNamed> exports) implements Definition {}

    record CoreNamed(int offset, String name, Sort sort, int index) {}

    record Nested(int offset, List<Definition> definitions) implements Definition {}

    record Instantiate(int offset, int component, List<Argument> arguments) implements Definition {}

    /** What is given under a name, which is that of an import but need not be one. */
    record Argument(int offset, String name, Sort sort, int index) {}

    record InlineExports(int offset, List<Named> exports) implements Definition {}

    /** A name for something that is exported. */
    record Named(int offset, ExternName name, Sort sort, int index) {}

    record AliasExport(int offset, Sort sort, int instance, String name) implements Definition {}

    record AliasCoreExport(int offset, Sort sort, int instance, String name) implements Definition {}

    /** @param count how many components or type scopes further out */
    record AliasOuter(int offset, Sort sort, int count, int index) implements Definition {}

    record OfCoreType(int offset, CoreTypeExpression type) implements Definition {}

    record Type(int offset, TypeExpression type) implements Definition {}

    record Lift(int offset, int coreFunction, CanonicalOptions options, int type) implements Definition {}

    record Lower(int offset, int function, CanonicalOptions options) implements Definition {}

    /** A core function that does something with handles of a resource type. */
    record ResourceBuiltIn(int offset, BuiltIn builtIn, int type) implements Definition {}

    /** What is done with handles. */
    enum BuiltIn {
        NEW("resource.new"),
        DROP("resource.drop"),
        REP("resource.rep");

        private final String text;

        BuiltIn(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    record Import(int offset, ExternName name, Description description) implements Definition {}

    record Export(
            int offset,
            ExternName name,
            Sort sort,
            int index,
            @Nullable Description description) implements Definition {}

    /**
     * What an import must be, or an export promises to be.
     *
     * @param sort FUNCTION, INSTANCE, COMPONENT, CORE_MODULE, or TYPE, for which it says: equal to the type
     * @param type index of a type, or {@link #ANY_RESOURCE}
     */
    record Description(int offset, Sort sort, int type) {

        /** Stands for a resource type of which nothing is known. */
        public static final int ANY_RESOURCE = -1;
    }

    /** The options of a lift or lower; each an index of its core space, or -1. */
    record CanonicalOptions(StringEncoding encoding, int memory, int realloc, int postReturn) {}

    /** How strings lie in memory. */
    enum StringEncoding {
        UTF8,
        UTF16,
        LATIN1_OR_UTF16
    }
}

package dev.paxoswasm.component.binary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A core type as a component defines it; indices are not resolved yet. */
public sealed interface CoreTypeExpression {

    record FunctionOf(CoreFunctionType type) implements CoreTypeExpression {}

    record ModuleOf(List<Declaration> declarations) implements CoreTypeExpression {}

    /** One part of the type of a module. */
    sealed interface Declaration {
        int offset();
    }

    record Import(int offset, String module, String name, Described described) implements Declaration {}

    record Export(int offset, String name, Described described) implements Declaration {}

    record Type(int offset, CoreFunctionType type) implements Declaration {}

    /** @param count how many scopes further out; @param index of a core type there */
    record OuterAlias(int offset, int count, int index) implements Declaration {}

    /** @param type of anything but a function; @param index of the type of a function */
    record Described(int offset, @Nullable CoreExternType type, int index) {}
}

package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.List;
import java.util.Optional;

/**
 * How Java declares a WIT function.
 *
 * @param returned what the method returns; nothing if it is void
 * @param error the error of a function that answers {@code result<_, error>} with a named error, which Java throws
 */
record Signature(Function function, Optional<Type> returned, Optional<TypeDefinition> error) {

    static Signature of(Function function) {
        Optional<Type> result = function.result();
        if (result.isPresent()
                && result.get().unaliased() instanceof Type.ResultOf either
                && either.err().isPresent()
                && either.err().get().unaliased() instanceof Type.Named named
                && !(named.definition().shape() instanceof TypeDefinition.FlagsShape)) {
            return new Signature(function, either.ok(), Optional.of(named.definition()));
        }
        return new Signature(function, result, Optional.empty());
    }

    String method() {
        return function.isMethod() ? JavaNames.method(function.plainName()) : JavaNames.value(function.label());
    }

    /** What a class of the interface calls the function, whatever it belongs to. */
    static String member(Function function) {
        return JavaNames.value(function.label());
    }

    String returnType(JavaTypes types) {
        return returned.map(types::of).orElse("void");
    }

    List<String> parameters(JavaTypes types) {
        return function.plainParameters().stream()
                .map(parameter -> types.of(parameter.requiredType()) + " " + name(parameter))
                .toList();
    }

    static String name(Member parameter) {
        return JavaNames.value(parameter.name());
    }

    static String exception(JavaFiles files, TypeDefinition error) {
        return files.qualified(error) + "Exception";
    }

    /** {@code throws …Exception}, or nothing. */
    String throwsClause(JavaFiles files, JavaSource source) {
        return error.map(type -> " throws " + source.use(exception(files, type)))
                .orElse("");
    }
}

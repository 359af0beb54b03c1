package dev.paxoswasm.component.type;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type of a function. Two are equal if parameter names, parameter types and result type are.
 *
 * @param result the type of the result, or null if the function has none
 */
public record FunctionType(List<Field> parameters, @Nullable WitType result) {

    public FunctionType {
        parameters = List.copyOf(parameters);
    }

    public static FunctionType of(List<Field> parameters, @Nullable WitType result) {
        return new FunctionType(parameters, result);
    }

    /** The type in WIT syntax, such as {@code func(a: u32) -> string}. */
    @Override
    public String toString() {
        return "func(" + Wit.joined(parameters) + ")" + (result == null ? "" : " -> " + result);
    }
}

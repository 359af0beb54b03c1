package dev.paxoswasm.wit.java;

import dev.paxoswasm.wit.model.Function;
import dev.paxoswasm.wit.model.Member;
import dev.paxoswasm.wit.model.Type;
import dev.paxoswasm.wit.model.TypeDefinition;
import java.util.List;
import java.util.Optional;

/** Into how many core values the canonical ABI flattens a value (CanonicalABI.md, "Flattening"). */
final class Flat {

    /** More parameters than this are passed in memory. */
    private static final int MAX_PARAMETERS = 16;

    private Flat() {}

    static int count(Type declared) {
        Type type = declared.unaliased();
        if (type instanceof Type.Handle) {
            return 1;
        }
        if (type instanceof Type.Primitive primitive) {
            return primitive == Type.Primitive.STRING ? 2 : 1;
        }
        if (type instanceof Type.ListOf) {
            return 2;
        }
        if (type instanceof Type.OptionOf option) {
            return 1 + count(option.element());
        }
        if (type instanceof Type.ResultOf result) {
            return 1 + Math.max(count(result.ok()), count(result.err()));
        }
        if (type instanceof Type.TupleOf tuple) {
            return sum(tuple.elements());
        }
        TypeDefinition definition = ((Type.Named) type).definition();
        if (definition.shape() instanceof TypeDefinition.RecordShape shape) {
            return sum(shape.fields().stream().map(Member::requiredType).toList());
        }
        if (definition.shape() instanceof TypeDefinition.VariantShape shape) {
            return 1
                    + shape.cases().stream()
                            .mapToInt(each -> count(each.type()))
                            .max()
                            .orElse(0);
        }
        return 1;
    }

    private static int count(Optional<Type> type) {
        return type.map(Flat::count).orElse(0);
    }

    static int sum(List<Type> types) {
        return types.stream().mapToInt(Flat::count).sum();
    }

    static boolean parametersInMemory(Function function) {
        return sum(function.parameters().stream().map(Member::requiredType).toList()) > MAX_PARAMETERS;
    }

    static boolean resultInMemory(Function function) {
        return count(function.result()) > 1;
    }
}

package dev.paxoswasm.component.shape;

import dev.paxoswasm.component.type.BorrowType;
import dev.paxoswasm.component.type.Case;
import dev.paxoswasm.component.type.EnumType;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FlagsType;
import dev.paxoswasm.component.type.FunctionType;
import dev.paxoswasm.component.type.ListType;
import dev.paxoswasm.component.type.OptionType;
import dev.paxoswasm.component.type.OwnType;
import dev.paxoswasm.component.type.PrimitiveType;
import dev.paxoswasm.component.type.RecordType;
import dev.paxoswasm.component.type.ResourceType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.TupleType;
import dev.paxoswasm.component.type.VariantType;
import dev.paxoswasm.component.type.WitType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of one component, one object for all that are equal: so two types are compared by one look, where a small
 * binary could otherwise have two of a hundred thousand parts compared again and again. The parts of a type must be of
 * the pool.
 */
final class TypePool {

    private final Map<List<Object>, Object> types = new HashMap<>();

    /** A part that is compared by identity. */
    private record Part(@Nullable WitType type) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Part(WitType that) && that == type;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(type);
        }
    }

    FunctionType of(FunctionType type) {
        List<Object> key = new ArrayList<>();
        key.add("func");
        type.parameters().forEach(field -> add(key, field));
        key.add(new Part(type.result()));
        return (FunctionType) types.computeIfAbsent(key, unused -> type);
    }

    WitType of(WitType type) {
        List<Object> key = new ArrayList<>();
        switch (type) {
            case PrimitiveType primitive -> {
                return primitive;
            }
            case ListType(WitType element) -> key.addAll(List.of("list", new Part(element)));
            case OptionType(WitType element) -> key.addAll(List.of("option", new Part(element)));
            case ResultType(WitType ok, WitType err) -> key.addAll(List.of("result", new Part(ok), new Part(err)));
            case TupleType(List<WitType> elements) -> {
                key.add("tuple");
                elements.forEach(element -> key.add(new Part(element)));
            }
            case RecordType(List<Field> fields) -> {
                key.add("record");
                fields.forEach(field -> add(key, field));
            }
            case VariantType(List<Case> cases) -> {
                key.add("variant");
                cases.forEach(each -> key.addAll(List.of(each.name(), new Part(each.payload()))));
            }
            case EnumType(List<String> names) -> {
                key.add("enum");
                key.addAll(names);
            }
            case FlagsType(List<String> names) -> {
                key.add("flags");
                key.addAll(names);
            }
            case OwnType(ResourceType resource) -> key.addAll(List.of("own", resource));
            case BorrowType(ResourceType resource) -> key.addAll(List.of("borrow", resource));
        }
        return (WitType) types.computeIfAbsent(key, unused -> type);
    }

    private static void add(List<Object> key, Field field) {
        key.add(field.name());
        key.add(new Part(field.type()));
    }
}

package dev.paxoswasm.component.suite;

import dev.paxoswasm.component.ResultValue;
import dev.paxoswasm.component.VariantValue;
import dev.paxoswasm.component.type.Case;
import dev.paxoswasm.component.type.EnumType;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FlagsType;
import dev.paxoswasm.component.type.ListType;
import dev.paxoswasm.component.type.OptionType;
import dev.paxoswasm.component.type.PrimitiveType;
import dev.paxoswasm.component.type.RecordType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.TupleType;
import dev.paxoswasm.component.type.VariantType;
import dev.paxoswasm.component.type.WitType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The values that the suite writes in JSON, as Java values of a WIT type. */
final class SuiteValues {

    private SuiteValues() {}

    static Object value(JsonNode constant, WitType type) {
        JsonNode value = constant.path("value");
        return switch (type) {
            case PrimitiveType primitive -> primitive(value, primitive);
            case ListType(WitType element) -> {
                List<Object> elements = new ArrayList<>();
                value.forEach(each -> elements.add(value(each, element)));
                yield element == WitType.U8 ? bytes(elements) : elements;
            }
            case TupleType(List<WitType> elements) -> {
                Object[] items = new Object[elements.size()];
                for (int i = 0; i < items.length; i++) {
                    items[i] = value(value.path(i), elements.get(i));
                }
                yield items;
            }
            case RecordType(List<Field> fields) -> {
                Object[] items = new Object[fields.size()];
                for (int i = 0; i < items.length; i++) {
                    items[i] = value(value.path(i).path(1), fields.get(i).type());
                }
                yield items;
            }
            case VariantType(List<Case> cases) -> {
                String name = value.path("case").asString();
                int index = cases.stream().map(Case::name).toList().indexOf(name);
                yield new VariantValue(
                        index, payload(value.path("payload"), cases.get(index).payload()));
            }
            case EnumType(List<String> names) -> names.indexOf(value.asString());
            case FlagsType(List<String> names) -> {
                BitSet bits = new BitSet();
                value.forEach(each -> bits.set(names.indexOf(each.asString())));
                yield bits;
            }
            case OptionType(WitType element) -> Optional.ofNullable(payload(value, element));
            case ResultType(WitType ok, WitType err) ->
                value.has("Ok")
                        ? ResultValue.ok(payload(value.path("Ok"), ok))
                        : ResultValue.err(payload(value.path("Err"), err));
            default -> throw new IllegalArgumentException("the suite writes no values of type " + type);
        };
    }

    private static @Nullable Object payload(JsonNode value, @Nullable WitType type) {
        return type == null || value.isNull() || value.isMissingNode() ? null : value(value, type);
    }

    private static byte[] bytes(List<Object> elements) {
        byte[] bytes = new byte[elements.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) (Integer) elements.get(i);
        }
        return bytes;
    }

    private static Object primitive(JsonNode value, PrimitiveType type) {
        return switch (type) {
            case BOOL -> value.asBoolean();
            case S8, U8, S16, U16, S32 -> Integer.parseInt(value.asString());
            case U32, S64 -> Long.parseLong(value.asString());
            case U64 -> Long.parseUnsignedLong(value.asString());
            case F32 -> Float.intBitsToFloat(Integer.parseUnsignedInt(value.asString()));
            case F64 -> Double.longBitsToDouble(Long.parseUnsignedLong(value.asString()));
            case CHAR -> value.asString().codePointAt(0);
            case STRING -> value.asString();
        };
    }

    /** Floating-point numbers are equal to themselves, whatever their bits where they are no numbers. */
    static boolean equal(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Object[] items && other instanceof Object[] others) {
            return items.length == others.length && equalAll(Arrays.asList(items), Arrays.asList(others));
        }
        if (one instanceof byte[] bytes && other instanceof byte[] others) {
            return Arrays.equals(bytes, others);
        }
        if (one instanceof List<?> list && other instanceof List<?> others) {
            return list.size() == others.size() && equalAll(list, others);
        }
        if (one instanceof Optional<?> option && other instanceof Optional<?> others) {
            return equal(option.orElse(null), others.orElse(null));
        }
        if (one instanceof VariantValue variant && other instanceof VariantValue others) {
            return variant.caseIndex() == others.caseIndex() && equal(variant.payload(), others.payload());
        }
        if (one instanceof ResultValue result && other instanceof ResultValue others) {
            return result.getClass() == others.getClass() && equal(result.payload(), others.payload());
        }
        return Objects.equals(one, other);
    }

    private static boolean equalAll(List<?> one, List<?> other) {
        for (int i = 0; i < one.size(); i++) {
            if (!equal(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }
}

package dev.paxoswasm.component.recording;

import dev.paxoswasm.component.ResultValue;
import dev.paxoswasm.component.VariantValue;
import dev.paxoswasm.component.type.BorrowType;
import dev.paxoswasm.component.type.Case;
import dev.paxoswasm.component.type.EnumType;
import dev.paxoswasm.component.type.Field;
import dev.paxoswasm.component.type.FlagsType;
import dev.paxoswasm.component.type.ListType;
import dev.paxoswasm.component.type.OptionType;
import dev.paxoswasm.component.type.OwnType;
import dev.paxoswasm.component.type.PrimitiveType;
import dev.paxoswasm.component.type.RecordType;
import dev.paxoswasm.component.type.ResultType;
import dev.paxoswasm.component.type.TupleType;
import dev.paxoswasm.component.type.VariantType;
import dev.paxoswasm.component.type.WitType;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values as people read them, about as the WebAssembly value encoding (WAVE) writes them:
 * {@code {ballot: {round: 3, proposer: 1}, entries: [no-op]}}. Bytes are as a string after {@code b}, in which what is
 * no letter is {@code \xNN}. What is long is cut, and says how long it is.
 */
public final class ValueText {

    private static final int LONGEST_LIST = 16;
    private static final int LONGEST_TEXT = 100;

    private ValueText() {}

    /** A value of a type, as {@link WitType} says that it is in Java. */
    public static String of(WitType type, Object value) {
        StringBuilder out = new StringBuilder();
        write(type, value, out);
        return out.toString();
    }

    /** Parameters with their names, as between the parentheses of a call. */
    public static String ofParameters(List<Field> parameters, Object[] values) {
        StringBuilder out = new StringBuilder();
        writeFields(parameters, values, out);
        return out.toString();
    }

    private static void write(WitType type, Object value, StringBuilder out) {
        switch (type) {
            case PrimitiveType primitive -> writePrimitive(primitive, value, out);
            case ListType(WitType element) when element == WitType.U8 -> writeBytes((byte[]) value, out);
            case ListType(WitType element) -> writeList(element, (List<?>) value, out);
            case RecordType(List<Field> fields) -> {
                out.append('{');
                writeFields(fields, (Object[]) value, out);
                out.append('}');
            }
            case TupleType(List<WitType> elements) -> {
                out.append('(');
                for (int i = 0; i < elements.size(); i++) {
                    out.append(i == 0 ? "" : ", ");
                    write(elements.get(i), ((Object[]) value)[i], out);
                }
                out.append(')');
            }
            case VariantType(List<Case> cases) -> {
                VariantValue variant = (VariantValue) value;
                Case of = cases.get(variant.caseIndex());
                writeCase(of.name(), of.payload(), variant.payload(), out);
            }
            case EnumType(List<String> names) -> out.append(names.get((Integer) value));
            case FlagsType(List<String> names) -> {
                BitSet bits = (BitSet) value;
                out.append('{')
                        .append(String.join(
                                ", ",
                                IntStream.range(0, names.size())
                                        .filter(bits::get)
                                        .mapToObj(names::get)
                                        .toList()))
                        .append('}');
            }
            case OptionType(WitType element) -> {
                Object some = ((Optional<?>) value).orElse(null);
                writeCase(some == null ? "none" : "some", some == null ? null : element, some, out);
            }
            case ResultType(WitType ok, WitType err) -> {
                boolean fine = value instanceof ResultValue.Ok;
                writeCase(fine ? "ok" : "err", fine ? ok : err, ((ResultValue) value).payload(), out);
            }
            case OwnType _, BorrowType _ -> out.append("a handle");
        }
    }

    private static void writeFields(List<Field> fields, Object[] values, StringBuilder out) {
        for (int i = 0; i < fields.size(); i++) {
            out.append(i == 0 ? "" : ", ").append(fields.get(i).name()).append(": ");
            write(fields.get(i).type(), values[i], out);
        }
    }

    private static void writeCase(String name, @Nullable WitType type, @Nullable Object payload, StringBuilder out) {
        out.append(name);
        if (type != null) {
            out.append('(');
            write(type, Objects.requireNonNull(payload), out);
            out.append(')');
        }
    }

    private static void writeList(WitType element, List<?> values, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < Math.min(values.size(), LONGEST_LIST); i++) {
            out.append(i == 0 ? "" : ", ");
            write(element, values.get(i), out);
        }
        if (values.size() > LONGEST_LIST) {
            out.append(", … of ").append(values.size());
        }
        out.append(']');
    }

    private static void writePrimitive(PrimitiveType type, Object value, StringBuilder out) {
        switch (type) {
            case U64 -> out.append(Long.toUnsignedString((Long) value));
            case CHAR -> {
                out.append('\'');
                writeScalar((Integer) value, '\'', out);
                out.append('\'');
            }
            case STRING -> writeString((String) value, out);
            default -> out.append(value);
        }
    }

    private static void writeString(String value, StringBuilder out) {
        out.append('"');
        value.codePoints().limit(LONGEST_TEXT).forEach(each -> writeScalar(each, '"', out));
        out.append('"');
        if (value.codePointCount(0, value.length()) > LONGEST_TEXT) {
            out.append("… of ").append(value.codePointCount(0, value.length())).append(" characters");
        }
    }

    private static void writeScalar(int scalar, char quote, StringBuilder out) {
        if (scalar == quote || scalar == '\\') {
            out.append('\\').append((char) scalar);
        } else if (isShown(scalar)) {
            out.appendCodePoint(scalar);
        } else {
            out.append("\\u{").append(Integer.toHexString(scalar)).append('}');
        }
    }

    /** Whoever reads it on a terminal is to see it as it is. */
    private static boolean isShown(int scalar) {
        return switch (Character.getType(scalar)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static void writeBytes(byte[] value, StringBuilder out) {
        out.append("b\"");
        for (int i = 0; i < Math.min(value.length, LONGEST_TEXT); i++) {
            int octet = value[i] & 0xff;
            if (octet == '"' || octet == '\\') {
                out.append('\\').append((char) octet);
            } else if (octet >= ' ' && octet < 0x7f) {
                out.append((char) octet);
            } else {
                out.append(String.format("\\x%02x", octet));
            }
        }
        out.append('"');
        if (value.length > LONGEST_TEXT) {
            out.append("… of ").append(value.length).append(" bytes");
        }
    }
}

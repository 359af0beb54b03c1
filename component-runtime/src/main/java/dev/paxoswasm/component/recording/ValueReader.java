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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link dev.paxoswasm.component.abi.ValueSink} wrote. Nothing is made before as many bytes are there as
 * it takes at least.
 */
final class ValueReader {

    private final byte[] bytes;
    private final int end;
    private int at;

    /** @param from offset of the first byte; @param end after the last one */
    ValueReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == end;
    }

    RecordingException wrong(String what) {
        return RecordingException.at(at, what);
    }

    int octet() {
        if (at == end) {
            throw wrong("there is nothing, where a value goes on");
        }
        return bytes[at++] & 0xff;
    }

    /** A number of at most 64 bits. */
    long number() {
        int from = at;
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            number |= (octet & 0x7fL) << shift;
            if (octet < 0x80) {
                boolean shortest = octet != 0 || shift == 0;
                if (shortest && (shift < 63 || octet == 1)) {
                    return number;
                }
                break;
            }
        }
        throw RecordingException.at(from, "a number is not written as one of 64 bits is");
    }

    /** A number that is no more than there can be. */
    long number(long most, String what) {
        int from = at;
        long number = number();
        if (number < 0 || number > most) {
            throw RecordingException.at(
                    from, "there is " + what + " " + Long.toUnsignedString(number) + "; the highest is " + most);
        }
        return number;
    }

    /** How many parts follow, each of a byte at least. */
    int count(String what) {
        return (int) number(end - at, "a length of " + what);
    }

    byte[] raw() {
        int length = count("bytes");
        if (length > end - at) {
            throw wrong("bytes are cut off");
        }
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    byte[] rest() {
        int from = at;
        at = end;
        return Arrays.copyOfRange(bytes, from, end);
    }

    String text() {
        int from = at;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(raw()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw RecordingException.at(from, "a text is no UTF-8");
        }
    }

    private long bits(int count) {
        long bits = 0;
        for (int shift = 0; shift < count; shift += 8) {
            bits |= (long) octet() << shift;
        }
        return bits;
    }

    Object value(WitType type) {
        return switch (type) {
            case PrimitiveType primitive -> primitive(primitive);
            case ListType(WitType element) when element == WitType.U8 -> raw();
            case ListType(WitType element) -> list(element);
            case RecordType(List<Field> fields) -> fields(fields);
            case TupleType(List<WitType> elements) ->
                elements.stream().map(this::value).toArray();
            case VariantType(List<Case> cases) -> {
                int index = index(cases.size());
                yield new VariantValue(index, payload(cases.get(index).payload()));
            }
            case EnumType(List<String> names) -> index(names.size());
            case FlagsType(List<String> names) ->
                BitSet.valueOf(new long[] {number((1L << names.size()) - 1, "flags with the bits")});
            case OptionType(WitType element) -> index(2) == 0 ? Optional.empty() : Optional.of(value(element));
            case ResultType(WitType ok, WitType err) ->
                index(2) == 0 ? ResultValue.ok(payload(ok)) : ResultValue.err(payload(err));
            case OwnType _, BorrowType _ -> throw wrong("there is a handle, and handles are not recorded");
        };
    }

    /** One value a field. */
    Object[] fields(List<Field> fields) {
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(fields.get(i).type());
        }
        return values;
    }

    private @Nullable Object payload(@Nullable WitType type) {
        return type == null ? null : value(type);
    }

    private int index(int cases) {
        return (int) number(cases - 1L, "the case");
    }

    private List<Object> list(WitType element) {
        int count = count("a list");
        List<Object> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(value(element));
        }
        return Collections.unmodifiableList(values);
    }

    private Object primitive(PrimitiveType type) {
        return switch (type) {
            case BOOL -> number(1, "a bool") == 1;
            case S8 -> (int) (byte) octet();
            case U8 -> octet();
            case S16 -> (int) (short) number(0xffff, "a number of 16 bits,");
            case U16 -> (int) number(0xffff, "a number of 16 bits,");
            case S32 -> (int) number(0xffffffffL, "a number of 32 bits,");
            case U32 -> number(0xffffffffL, "a number of 32 bits,");
            case S64, U64 -> number();
            case F32 -> Float.intBitsToFloat((int) bits(32));
            case F64 -> Double.longBitsToDouble(bits(64));
            case CHAR -> {
                int scalar = (int) number(Character.MAX_CODE_POINT, "a char");
                if (scalar >= Character.MIN_SURROGATE && scalar <= Character.MAX_SURROGATE) {
                    throw wrong("there is a char that is none, " + scalar);
                }
                yield scalar;
            }
            case STRING -> text();
        };
    }
}

package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.binary.CoreType;
import dev.paxoswasm.component.type.PrimitiveType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codecs of types that are one core value. */
final class PrimitiveCodecs {

    private PrimitiveCodecs() {}

    static Codec of(PrimitiveType type) {
        return switch (type) {
            case BOOL -> new Bool();
            case S8 -> new Narrow("s8", 1, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case U8 -> new Narrow("u8", 1, 0, 0xff);
            case S16 -> new Narrow("s16", 2, Short.MIN_VALUE, Short.MAX_VALUE);
            case U16 -> new Narrow("u16", 2, 0, 0xffff);
            case S32 -> new Narrow("s32", 4, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case U32 -> new U32();
            case S64, U64 -> new Wide(type.toString());
            case F32 -> new F32();
            case F64 -> new F64();
            case CHAR -> new Char();
            case STRING -> new StringCodec();
        };
    }

    private abstract static class One extends Codec {

        One(int size, int heap, CoreType type) {
            super(size, size, heap, List.of(type), false);
        }
    }

    private static final class Bool extends One {

        Bool() {
            super(1, 0, CoreType.I32);
        }

        @Override
        void check(@Nullable Object value, HandleCheck handles) {
            if (!(value instanceof Boolean)) {
                throw new InvalidValue("bool", value);
            }
        }

        @Override
        Object load(GuestMemory guest, int address) {
            return guest.load8(address) != 0;
        }

        @Override
        void store(GuestMemory guest, int address, Object value) {
            guest.store8(address, (Boolean) value ? 1 : 0);
        }

        @Override
        Object lift(GuestMemory guest, long[] values, int index) {
            return (int) values[index] != 0;
        }

        @Override
        void lower(GuestMemory guest, Object value, long[] values, int index) {
            values[index] = (Boolean) value ? 1 : 0;
        }

        @Override
        void copy(GuestMemory guest, int address, ValueSink out) {
            out.octet(guest.load8(address) != 0 ? 1 : 0);
        }

        @Override
        void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
            out.octet((int) values[index] != 0 ? 1 : 0);
        }
    }

    /** An integer of at most 32 bits that an {@code int} can hold. */
    private static final class Narrow extends One {

        private final String name;
        private final int min;
        private final int max;

        Narrow(String name, int size, int min, int max) {
            super(size, Heap.SMALL, CoreType.I32);
            this.name = name;
            this.min = min;
            this.max = max;
        }

        private Object narrowed(int raw) {
            return switch (size) {
                case 1 -> min < 0 ? (byte) raw : raw & 0xff;
                case 2 -> min < 0 ? (short) raw : raw & 0xffff;
                default -> raw;
            };
        }

        @Override
        void check(@Nullable Object value, HandleCheck handles) {
            if (!(value instanceof Integer number) || number < min || number > max) {
                throw new InvalidValue(name, value);
            }
        }

        @Override
        Object load(GuestMemory guest, int address) {
            return narrowed(raw(guest, address));
        }

        private int raw(GuestMemory guest, int address) {
            return switch (size) {
                case 1 -> guest.load8(address);
                case 2 -> guest.load16(address);
                default -> guest.load32(address);
            };
        }

        @Override
        void store(GuestMemory guest, int address, Object value) {
            int number = (Integer) value;
            switch (size) {
                case 1 -> guest.store8(address, number);
                case 2 -> guest.store16(address, number);
                default -> guest.store32(address, number);
            }
        }

        @Override
        Object lift(GuestMemory guest, long[] values, int index) {
            return narrowed((int) values[index]);
        }

        @Override
        void lower(GuestMemory guest, Object value, long[] values, int index) {
            values[index] = (Integer) value & 0xffffffffL;
        }

        @Override
        void copy(GuestMemory guest, int address, ValueSink out) {
            write(raw(guest, address), out);
        }

        @Override
        void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
            write((int) values[index], out);
        }

        private void write(int raw, ValueSink out) {
            if (size == 1) {
                out.octet(raw);
            } else {
                out.number(size == 2 ? raw & 0xffff : raw & 0xffffffffL);
            }
        }
    }

    private static final class U32 extends One {

        U32() {
            super(4, Heap.MEDIUM, CoreType.I32);
        }

        @Override
        void check(@Nullable Object value, HandleCheck handles) {
            if (!(value instanceof Long number) || number < 0 || number > 0xffffffffL) {
                throw new InvalidValue("u32", value);
            }
        }

        @Override
        Object load(GuestMemory guest, int address) {
            return guest.loadU32(address);
        }

        @Override
        void store(GuestMemory guest, int address, Object value) {
            guest.storeU32(address, (Long) value);
        }

        @Override
        Object lift(GuestMemory guest, long[] values, int index) {
            return values[index] & 0xffffffffL;
        }

        @Override
        void lower(GuestMemory guest, Object value, long[] values, int index) {
            values[index] = (Long) value;
        }

        @Override
        void copy(GuestMemory guest, int address, ValueSink out) {
            out.number(guest.loadU32(address));
        }

        @Override
        void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
            out.number(values[index] & 0xffffffffL);
        }
    }

    private static final class Wide extends One {

        private final String name;

        Wide(String name) {
            super(8, Heap.MEDIUM, CoreType.I64);
            this.name = name;
        }

        @Override
        void check(@Nullable Object value, HandleCheck handles) {
            if (!(value instanceof Long)) {
                throw new InvalidValue(name, value);
            }
        }

        @Override
        Object load(GuestMemory guest, int address) {
            return guest.load64(address);
        }

        @Override
        void store(GuestMemory guest, int address, Object value) {
            guest.store64(address, (Long) value);
        }

        @Override
        Object lift(GuestMemory guest, long[] values, int index) {
            return values[index];
        }

        @Override
        void lower(GuestMemory guest, Object value, long[] values, int index) {
            values[index] = (Long) value;
        }

        @Override
        void copy(GuestMemory guest, int address, ValueSink out) {
            out.number(guest.load64(address));
        }

        @Override
        void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
            out.number(values[index]);
        }
    }

    private static final class F32 extends One {

        F32() {
            super(4, Heap.SMALL, CoreType.F32);
        }

        @Override
        void check(@Nullable Object value, HandleCheck handles) {
            if (!(value instanceof Float)) {
                throw new InvalidValue("f32", value);
            }
        }

        @Override
        Object load(GuestMemory guest, int address) {
            return Float.intBitsToFloat(guest.load32(address));
        }

        @Override
        void store(GuestMemory guest, int address, Object value) {
            guest.store32(address, Float.floatToRawIntBits((Float) value));
        }

        @Override
        Object lift(GuestMemory guest, long[] values, int index) {
            return Float.intBitsToFloat((int) values[index]);
        }

        @Override
        void lower(GuestMemory guest, Object value, long[] values, int index) {
            values[index] = Float.floatToRawIntBits((Float) value) & 0xffffffffL;
        }

        @Override
        void copy(GuestMemory guest, int address, ValueSink out) {
            out.bits(guest.load32(address), 32);
        }

        @Override
        void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
            out.bits(values[index], 32);
        }
    }

    private static final class F64 extends One {

        F64() {
            super(8, Heap.MEDIUM, CoreType.F64);
        }

        @Override
        void check(@Nullable Object value, HandleCheck handles) {
            if (!(value instanceof Double)) {
                throw new InvalidValue("f64", value);
            }
        }

        @Override
        Object load(GuestMemory guest, int address) {
            return Double.longBitsToDouble(guest.load64(address));
        }

        @Override
        void store(GuestMemory guest, int address, Object value) {
            guest.store64(address, Double.doubleToRawLongBits((Double) value));
        }

        @Override
        Object lift(GuestMemory guest, long[] values, int index) {
            return Double.longBitsToDouble(values[index]);
        }

        @Override
        void lower(GuestMemory guest, Object value, long[] values, int index) {
            values[index] = Double.doubleToRawLongBits((Double) value);
        }

        @Override
        void copy(GuestMemory guest, int address, ValueSink out) {
            out.bits(guest.load64(address), 64);
        }

        @Override
        void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
            out.bits(values[index], 64);
        }
    }

    private static final class Char extends One {

        Char() {
            super(4, Heap.SMALL, CoreType.I32);
        }

        @Override
        void check(@Nullable Object value, HandleCheck handles) {
            if (!(value instanceof Integer codePoint)
                    || !Character.isValidCodePoint(codePoint)
                    || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                throw new InvalidValue("char", value);
            }
        }

        @Override
        Object load(GuestMemory guest, int address) {
            return GuestMemory.scalar(guest.load32(address));
        }

        @Override
        void store(GuestMemory guest, int address, Object value) {
            guest.store32(address, (Integer) value);
        }

        @Override
        Object lift(GuestMemory guest, long[] values, int index) {
            return GuestMemory.scalar((int) values[index]);
        }

        @Override
        void lower(GuestMemory guest, Object value, long[] values, int index) {
            values[index] = (Integer) value;
        }

        @Override
        void copy(GuestMemory guest, int address, ValueSink out) {
            out.number(guest.load32(address));
        }

        @Override
        void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
            out.number((int) values[index]);
        }
    }
}

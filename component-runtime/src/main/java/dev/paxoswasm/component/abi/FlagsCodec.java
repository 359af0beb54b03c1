package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.binary.CoreType;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flags as a bit set. */
final class FlagsCodec extends Codec {

    private final int count;
    private final long mask;

    FlagsCodec(int count) {
        int size = count <= 8 ? 1 : count <= 16 ? 2 : 4;
        super(size, size, Heap.FLAGS, List.of(CoreType.I32), false);
        this.count = count;
        this.mask = (1L << count) - 1;
    }

    @Override
    void check(@Nullable Object value, HandleCheck handles) {
        if (!(value instanceof BitSet bits)) {
            throw new InvalidValue("flags as java.util.BitSet", value);
        }
        if (bits.length() > count) {
            throw new InvalidValue(count + " flags", bits.length());
        }
    }

    private Object lifted(int bits) {
        return BitSet.valueOf(new long[] {bits & mask});
    }

    private static int lowered(Object value) {
        BitSet bits = (BitSet) value;
        return bits.isEmpty() ? 0 : (int) bits.toLongArray()[0];
    }

    @Override
    Object load(GuestMemory guest, int address) {
        return lifted(bits(guest, address));
    }

    private int bits(GuestMemory guest, int address) {
        return switch (size) {
            case 1 -> guest.load8(address);
            case 2 -> guest.load16(address);
            default -> guest.load32(address);
        };
    }

    @Override
    void store(GuestMemory guest, int address, Object value) {
        int bits = lowered(value);
        switch (size) {
            case 1 -> guest.store8(address, bits);
            case 2 -> guest.store16(address, bits);
            default -> guest.store32(address, bits);
        }
    }

    @Override
    Object lift(GuestMemory guest, long[] values, int index) {
        return lifted((int) values[index]);
    }

    @Override
    void lower(GuestMemory guest, Object value, long[] values, int index) {
        values[index] = lowered(value) & 0xffffffffL;
    }

    @Override
    void copy(GuestMemory guest, int address, ValueSink out) {
        out.number(bits(guest, address) & mask);
    }

    @Override
    void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
        out.number(values[index] & mask);
    }
}

package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.core.CoreType;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Flags as a bit set. */
final class FlagsCodec extends Codec {

    private final int count;
    private final long mask;

    FlagsCodec(int count) {
        int size = count <= 8 ? 1 : count <= 16 ? 2 : 4;
        super(size, size, List.of(CoreType.I32), false);
        this.count = count;
        this.mask = (1L << count) - 1;
    }

    @Override
    void check(@Nullable Object value) {
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
    Object load(Guest guest, int address) {
        return lifted(
                switch (size) {
                    case 1 -> guest.memory().read(address);
                    case 2 -> guest.memory().readShort(address);
                    default -> guest.memory().readInt(address);
                });
    }

    @Override
    void store(Guest guest, int address, Object value) {
        int bits = lowered(value);
        switch (size) {
            case 1 -> guest.memory().writeByte(address, (byte) bits);
            case 2 -> guest.memory().writeShort(address, (short) bits);
            default -> guest.memory().writeI32(address, bits);
        }
    }

    @Override
    Object lift(Guest guest, long[] values, int index) {
        return lifted((int) values[index]);
    }

    @Override
    void lower(Guest guest, Object value, long[] values, int index) {
        values[index] = lowered(value) & 0xffffffffL;
    }
}

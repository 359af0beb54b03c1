package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.core.CoreType;
import java.util.List;

/** A value that lies elsewhere in memory and is passed as its address and length. */
abstract class PointerCodec extends Codec {

    private static final List<CoreType> FLAT = List.of(CoreType.I32, CoreType.I32);

    PointerCodec() {
        super(8, 4, FLAT, true);
    }

    abstract Object read(Guest guest, int address, int length);

    /** Writes the value into room that the guest allocates: its address in the low, its length in the high 32 bits. */
    abstract long write(Guest guest, Object value);

    static long placed(int address, int length) {
        return address & 0xffffffffL | (long) length << 32;
    }

    @Override
    Object load(Guest guest, int address) {
        return read(guest, guest.memory().readInt(address), guest.memory().readInt(address + 4));
    }

    @Override
    void store(Guest guest, int address, Object value) {
        guest.memory().writeLong(address, write(guest, value));
    }

    @Override
    Object lift(Guest guest, long[] values, int index) {
        return read(guest, (int) values[index], (int) values[index + 1]);
    }

    @Override
    void lower(Guest guest, Object value, long[] values, int index) {
        long placed = write(guest, value);
        values[index] = placed & 0xffffffffL;
        values[index + 1] = placed >>> 32;
    }
}

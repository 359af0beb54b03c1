package dev.paxoswasm.component.abi;

import org.jspecify.annotations.Nullable;

/** {@code list<u8>} as a byte array. */
final class BytesCodec extends PointerCodec {

    @Override
    void check(@Nullable Object value, HandleCheck handles) {
        if (!(value instanceof byte[])) {
            throw new InvalidValue("list<u8> as byte[]", value);
        }
    }

    @Override
    Object load(GuestMemory guest, int address) {
        return guest.loadBytes(address);
    }

    @Override
    void store(GuestMemory guest, int address, Object value) {
        guest.storeBytes(address, (byte[]) value);
    }

    @Override
    Object lift(GuestMemory guest, long[] values, int index) {
        return guest.liftBytes(values, index);
    }

    @Override
    void lower(GuestMemory guest, Object value, long[] values, int index) {
        guest.lowerBytes((byte[]) value, values, index);
    }

    @Override
    void copy(GuestMemory guest, int address, ValueSink out) {
        guest.copyBytes(guest.load32(address), guest.load32(address + 4), out);
    }

    @Override
    void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
        guest.copyBytes((int) values[index], (int) values[index + 1], out);
    }
}

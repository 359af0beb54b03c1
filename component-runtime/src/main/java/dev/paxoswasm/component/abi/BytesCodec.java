package dev.paxoswasm.component.abi;

import org.jspecify.annotations.Nullable;

/** {@code list<u8>} as a byte array. */
final class BytesCodec extends PointerCodec {

    @Override
    void check(@Nullable Object value) {
        if (!(value instanceof byte[])) {
            throw new InvalidValue("list<u8> as byte[]", value);
        }
    }

    @Override
    Object read(Guest guest, int address, int length) {
        guest.checkLift("a list<u8>", address, 1, length & 0xffffffffL);
        return guest.memory().readBytes(address, length);
    }

    @Override
    long write(Guest guest, Object value) {
        byte[] bytes = (byte[]) value;
        int address = guest.allocate(1, bytes.length);
        guest.memory().write(address, bytes, 0, bytes.length);
        return placed(address, bytes.length);
    }
}

package dev.paxoswasm.component.abi;

import org.jspecify.annotations.Nullable;

/** Strings, in whatever encoding the component has chosen. */
final class StringCodec extends PointerCodec {

    @Override
    void check(@Nullable Object value, HandleCheck handles) {
        if (!(value instanceof String string)) {
            throw new InvalidValue("string", value);
        }
        for (int i = 0; i < string.length(); i++) {
            if (Character.isSurrogate(string.charAt(i))) {
                if (!Character.isSurrogatePair(string.charAt(i), i + 1 < string.length() ? string.charAt(i + 1) : 0)) {
                    throw new InvalidValue("string without unpaired surrogates", value).at("[" + i + "]");
                }
                i++;
            }
        }
    }

    @Override
    Object load(GuestMemory guest, int address) {
        return guest.liftPassed(guest.load32(address), guest.load32(address + 4));
    }

    @Override
    void store(GuestMemory guest, int address, Object value) {
        guest.storePassed(address, value);
    }

    @Override
    Object lift(GuestMemory guest, long[] values, int index) {
        return guest.liftPassed((int) values[index], (int) values[index + 1]);
    }

    @Override
    void lower(GuestMemory guest, Object value, long[] values, int index) {
        guest.lowerPassed(value, values, index);
    }

    @Override
    void copy(GuestMemory guest, int address, ValueSink out) {
        guest.copyString(guest.load32(address), guest.load32(address + 4), out);
    }

    @Override
    void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
        guest.copyString((int) values[index], (int) values[index + 1], out);
    }
}

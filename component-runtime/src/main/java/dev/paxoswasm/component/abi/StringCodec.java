package dev.paxoswasm.component.abi;

import org.jspecify.annotations.Nullable;

/** Strings in UTF-8. */
final class StringCodec extends PointerCodec {

    @Override
    void check(@Nullable Object value, Resources resources) {
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
        return guest.loadString(address);
    }

    @Override
    void store(GuestMemory guest, int address, Object value) {
        guest.storeString(address, (String) value);
    }

    @Override
    Object lift(GuestMemory guest, long[] values, int index) {
        return guest.liftString(values, index);
    }

    @Override
    void lower(GuestMemory guest, Object value, long[] values, int index) {
        guest.lowerString((String) value, values, index);
    }
}

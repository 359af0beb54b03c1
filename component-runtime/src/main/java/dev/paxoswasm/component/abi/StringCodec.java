package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strings in UTF-8. */
final class StringCodec extends PointerCodec {

    private static final char REPLACEMENT = '\ufffd';

    @Override
    void check(@Nullable Object value) {
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
    Object read(Guest guest, int address, int length) {
        guest.checkLift("a string", address, 1, length & 0xffffffffL);
        byte[] bytes = guest.memory().bytes();
        String string = new String(bytes, address, length, StandardCharsets.UTF_8);
        if (string.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(bytes, address, length);
        }
        return string;
    }

    /** The fast decoder replaces what is no UTF-8, so a replacement character is either real or a sign of that. */
    private static void requireUtf8(byte[] bytes, int address, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, address, length));
        } catch (CharacterCodingException e) {
            throw new ComponentTrapException("the component passed a string that is not UTF-8", e);
        }
    }

    @Override
    long write(Guest guest, Object value) {
        byte[] bytes = ((String) value).getBytes(StandardCharsets.UTF_8);
        int address = guest.allocate(1, bytes.length);
        guest.memory().write(address, bytes, 0, bytes.length);
        return placed(address, bytes.length);
    }
}

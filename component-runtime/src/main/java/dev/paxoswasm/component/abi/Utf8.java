package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Strings in the UTF-8 of a guest's memory. */
final class Utf8 {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /** What a decoder takes with its buffers. */
    private static final int DECODER = 256;

    /** Bytes decoded between two looks at the deadline. */
    private static final int SLICE = 1 << 16;

    private Utf8() {}

    /** How many bytes a string takes that has no unpaired surrogates. */
    static int length(String value) {
        long length = value.length();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                // A pair of surrogates takes four bytes.
                length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        if (length > Integer.MAX_VALUE) {
            throw new ComponentTrapException("a string takes " + length + " bytes, over 2 GiB");
        }
        return (int) length;
    }

    /**
     * The string of bytes that are charged for already, one for one.
     *
     * @throws ComponentTrapException if they are no UTF-8
     */
    static String string(byte[] bytes, int start, int length, LiftBudget budget) {
        int end = start + length;
        if (isAscii(bytes, start, end)) {
            return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
        }
        int chars = chars(bytes, start, end);
        // Two bytes each, the same again while they are decoded, and one more while the string is made of them.
        budget.take(Math.max(0, DECODER + 5L * chars - length));
        char[] decoded = new char[chars];
        decode(ByteBuffer.wrap(bytes, start, length), CharBuffer.wrap(decoded), budget);
        return new String(decoded);
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        int at = start;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            if (((long) LONG.get(bytes, at) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** How many chars there are if this is UTF-8. */
    private static int chars(byte[] bytes, int start, int end) {
        int chars = 0;
        for (int at = start; at < end; at++) {
            int next = bytes[at] & 0xff;
            if ((next & 0xc0) != 0x80) {
                chars += next >= 0xf0 ? 2 : 1;
            }
        }
        return chars;
    }

    private static void decode(ByteBuffer from, CharBuffer to, LiftBudget budget) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        int end = from.limit();
        boolean last;
        do {
            budget.work(SLICE);
            last = end - from.position() <= SLICE;
            from.limit(last ? end : from.position() + SLICE);
            CoderResult result = decoder.decode(from, to, last);
            if (!result.isUnderflow()) {
                throw new ComponentTrapException("the component passed a string that is not UTF-8");
            }
        } while (!last);
    }
}

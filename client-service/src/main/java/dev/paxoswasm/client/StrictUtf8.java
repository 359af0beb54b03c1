package dev.paxoswasm.client;

import dev.paxoswasm.role.web.ProblemType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 as RFC 3629 has it. The JSON parser also takes characters written in more bytes than they need and surrogates
 * written one by one; a value must not be changed by being read.
 */
final class StrictUtf8 {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EIGHT_HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final int CHARS_AT_ONCE = 1_024;

    private StrictUtf8() {}

    /** @throws dev.paxoswasm.role.web.ProblemException where the first bytes are no UTF-8 */
    static void require(byte[] text, int length) {
        int ascii = asciiPrefix(text, length);
        if (ascii == length) {
            return;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(text, ascii, length - ascii);
        CharBuffer out = CharBuffer.allocate(CHARS_AT_ONCE);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw ProblemType.MALFORMED_BODY.because("the body is malformed: it is no UTF-8 at byte " + in.position());
        }
    }

    private static int asciiPrefix(byte[] text, int length) {
        int at = 0;
        while (at + Long.BYTES <= length && ((long) EIGHT.get(text, at) & EIGHT_HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < length && text[at] >= 0) {
            at++;
        }
        return at;
    }
}

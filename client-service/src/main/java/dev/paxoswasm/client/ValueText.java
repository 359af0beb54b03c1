package dev.paxoswasm.client;

import dev.paxoswasm.role.web.ProblemType;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A value as JSON shows it.
 *
 * @param value text, or bytes in base64
 * @param encoding {@code utf-8} or {@code base64}
 */
record ValueText(String value, String encoding) {

    static final String UTF_8 = "utf-8";
    static final String BASE64 = "base64";

    /** As text where the bytes are text. */
    static ValueText of(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return new ValueText(text, UTF_8);
        } catch (CharacterCodingException e) {
            return base64(bytes);
        }
    }

    static ValueText base64(byte[] bytes) {
        return new ValueText(Base64.getEncoder().encodeToString(bytes), BASE64);
    }

    byte[] bytes() {
        return switch (encoding) {
            case UTF_8 -> utf8();
            case BASE64 -> decoded();
            default ->
                throw ProblemType.INVALID.because(
                        "encoding is '" + encoding + "', but must be '" + UTF_8 + "' or '" + BASE64 + "'");
        };
    }

    private byte[] utf8() {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException e) {
            throw ProblemType.INVALID.because(
                    "value is no Unicode text: it has half of a surrogate pair; send bytes as '" + BASE64 + "'");
        }
    }

    private byte[] decoded() {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw ProblemType.INVALID.because(
                    "value is no base64 (RFC 4648, section 4, with padding): " + e.getMessage());
        }
    }
}

package dev.paxoswasm.client;

import dev.paxoswasm.role.web.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    private static final int MAX_SHOWN = 40;
    private static final char REPLACEMENT = '\uFFFD';

    /** As text where the bytes are text. */
    static ValueText of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        // Decoding puts that character where the bytes are no text; it may also have stood there.
        boolean isText = text.indexOf(REPLACEMENT) < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        return isText ? new ValueText(text, UTF_8) : base64(bytes);
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
                        "encoding is '" + shown(encoding) + "', but must be '" + UTF_8 + "' or '" + BASE64 + "'");
        };
    }

    private static String shown(String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    }

    private byte[] utf8() {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        // What is no text has something else put in its place.
        if (!value.equals(new String(bytes, StandardCharsets.UTF_8))) {
            throw ProblemType.INVALID.because(
                    "value is no Unicode text: it has half of a surrogate pair; send bytes as '" + BASE64 + "'");
        }
        return bytes;
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

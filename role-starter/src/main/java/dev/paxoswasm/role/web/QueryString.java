package dev.paxoswasm.role.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The part of an address after the question mark. It is read strictly: what is no parameter is not left out, but
 * refused.
 */
final class QueryString {

    private static final int HEX = 16;

    private QueryString() {}

    /**
     * Its parameters by name.
     *
     * @param query as it was sent; null where there is none
     * @throws ProblemException if it is malformed, or has a parameter twice
     */
    static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        forEach(query, (name, value) -> {
            if (parameters.putIfAbsent(name, value) != null) {
                throw ProblemType.INVALID.because(
                        "the query has the parameter " + Sanitized.shown(name) + " more than once; give it once");
            }
        });
        return parameters;
    }

    /** @throws ProblemException if it is malformed */
    static void requireWellFormed(@Nullable String query) {
        forEach(query, (name, value) -> {});
    }

    private static void forEach(@Nullable String query, BiConsumer<String, String> parameters) {
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            String name = decoded(equals < 0 ? part : part.substring(0, equals));
            if (name.isEmpty()) {
                throw ProblemType.INVALID.because(
                        "the query has a parameter without a name; write name=value, with & between them");
            }
            parameters.accept(name, equals < 0 ? "" : decoded(part.substring(equals + 1)));
        }
    }

    private static String decoded(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                bytes.put(escaped(text, i));
                i += 2;
            } else {
                bytes.put((byte) (c == '+' ? ' ' : c));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw ProblemType.INVALID.because("the query is no UTF-8 in '" + Sanitized.shown(text) + "'");
        }
    }

    private static byte escaped(String text, int at) {
        int high = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), HEX) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), HEX) : -1;
        if (high < 0 || low < 0) {
            throw ProblemType.INVALID.because("the query has a % without two hexadecimal digits after it in '"
                    + Sanitized.shown(text) + "'; a percent sign itself is %25");
        }
        return (byte) (high * HEX + low);
    }
}

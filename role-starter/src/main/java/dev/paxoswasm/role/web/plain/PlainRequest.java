package dev.paxoswasm.role.web.plain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code POST} that has arrived as a whole.
 *
 * @param fields of its head, those that have a say in the answer, by name in lower case
 */
public record PlainRequest(String path, Map<String, String> fields, byte[] body) {

    /** A field of the head; null where it is not there. */
    public @Nullable String field(String lowerCaseName) {
        return fields.get(lowerCaseName);
    }
}

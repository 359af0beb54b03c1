package dev.paxoswasm.role.web.plain;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of a plain request.
 *
 * @param bytes to the empty line at its end
 * @param fields those that have a say in the answer, by name in lower case
 */
record PlainHead(byte[] bytes, String path, Map<String, String> fields, int bodyLength) {

    /** What the first {@code length} bytes are, where they are this head, its body and nothing else. */
    @Nullable
    PlainRequest request(byte[] arrived, int length) {
        boolean isThis =
                length == bytes.length + bodyLength && Arrays.equals(arrived, 0, bytes.length, bytes, 0, bytes.length);
        return isThis ? new PlainRequest(path, fields, Arrays.copyOfRange(arrived, bytes.length, length)) : null;
    }
}

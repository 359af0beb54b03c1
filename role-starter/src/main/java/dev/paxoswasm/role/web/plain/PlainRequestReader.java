package dev.paxoswasm.role.web.plain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads plain requests to some paths. Most have the head of the one before, byte for byte, and that is read once. */
final class PlainRequestReader {

    private final Set<String> paths;
    private volatile @Nullable PlainHead last;

    PlainRequestReader(Set<String> paths) {
        this.paths = paths;
    }

    /** What the first {@code length} bytes are, where they are one plain request, and nothing else. */
    @Nullable
    PlainRequest read(byte[] bytes, int length) {
        PlainHead known = last;
        PlainRequest request = known == null ? null : known.request(bytes, length);
        if (request != null) {
            return request;
        }
        PlainHead head = PlainHeadReader.read(bytes, length, paths);
        request = head == null ? null : head.request(bytes, length);
        if (request != null) {
            last = head;
        }
        return request;
    }
}

package dev.paxoswasm.role.web.plain;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises heads of plain requests. It is no parser of HTTP: where a parser would have anything to think about, the
 * request is not plain, and the container's parser has it. So it may err on one side only, and must know no more than
 * what common clients send.
 */
final class PlainHeadReader {

    private static final Set<String> KEPT = Set.of("accept", "content-type", "prefer");

    /** Have no say in what is answered, and how. */
    private static final Set<String> IGNORED = Set.of(
            "accept-encoding",
            "accept-language",
            "cache-control",
            "forwarded",
            "pragma",
            "priority",
            "traceparent",
            "tracestate",
            "user-agent",
            "via",
            "x-correlation-id",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-proto",
            "x-real-ip",
            "x-request-id");

    private static final String LABEL = "[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** Names whose labels begin with letters, addresses of four bytes, and the loopback of IPv6. */
    private static final Pattern HOST = Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + "){0,15}|" + OCTET + "(?:\\."
            + OCTET + "){3}|\\[::1])(?::[1-9][0-9]{0,3}|:[1-5][0-9]{4})?");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,6}");

    /** The container refuses more than a hundred. */
    private static final int MAX_FIELDS = 50;

    private static final byte[] METHOD = "POST ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII);

    /** A host that was found plain; most requests name the same. */
    private static volatile String knownHost = "localhost";

    private final byte[] bytes;
    private final int end;
    private int position;
    private int bodyLength = -1;
    private int fieldCount;
    private boolean hasHost;
    private final Map<String, String> fields = new HashMap<>();

    private PlainHeadReader(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /**
     * The head that the first {@code end} bytes begin with, where it is that of a plain request to one of these paths.
     */
    static @Nullable PlainHead read(byte[] bytes, int end, Set<String> paths) {
        return new PlainHeadReader(bytes, end).read(paths);
    }

    private @Nullable PlainHead read(Set<String> paths) {
        String path = readRequestLine();
        boolean isPlain = path != null && paths.contains(path) && readFields() && hasHost && bodyLength >= 0;
        return isPlain ? new PlainHead(Arrays.copyOf(bytes, position), path, Map.copyOf(fields), bodyLength) : null;
    }

    private @Nullable String readRequestLine() {
        if (!skip(METHOD)) {
            return null;
        }
        int start = position;
        while (position < end && bytes[position] > ' ') {
            position++;
        }
        String path = text(start, position);
        return skip(VERSION) ? path : null;
    }

    private boolean skip(byte[] expected) {
        int stop = position + expected.length;
        boolean isThere = stop <= end && Arrays.equals(bytes, position, stop, expected, 0, expected.length);
        position = stop;
        return isThere;
    }

    /** Reads to the end of the head; false where that is not there, or a field is not plain. */
    private boolean readFields() {
        while (position < end && bytes[position] != '\r') {
            if (!readField()) {
                return false;
            }
        }
        return skipLineEnd();
    }

    private boolean readField() {
        int start = position;
        while (position < end && isNameByte(bytes[position])) {
            position++;
        }
        if (position == start || position == end || bytes[position] != ':') {
            return false;
        }
        String name = text(start, position).toLowerCase(Locale.ROOT);
        start = ++position;
        while (position < end && bytes[position] >= ' ' && bytes[position] < 0x7F) {
            position++;
        }
        String value = text(start, position).strip();
        return skipLineEnd() && ++fieldCount <= MAX_FIELDS && take(name, value);
    }

    private static boolean isNameByte(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-';
    }

    private boolean skipLineEnd() {
        boolean isThere = position + 1 < end && bytes[position] == '\r' && bytes[position + 1] == '\n';
        position += 2;
        return isThere;
    }

    private boolean take(String name, String value) {
        return switch (name) {
            case "content-length" -> takeLength(value);
            case "host" -> takeHost(value);
            case "connection" -> value.equalsIgnoreCase("keep-alive");
            default -> KEPT.contains(name) ? fields.putIfAbsent(name, value) == null : IGNORED.contains(name);
        };
    }

    private boolean takeLength(String digits) {
        boolean isPlain = bodyLength < 0 && LENGTH.matcher(digits).matches();
        bodyLength = isPlain ? Integer.parseInt(digits) : bodyLength;
        return isPlain;
    }

    private boolean takeHost(String host) {
        if (hasHost || !isPlainHost(host)) {
            return false;
        }
        hasHost = true;
        return true;
    }

    private static boolean isPlainHost(String host) {
        if (host.equals(knownHost)) {
            return true;
        }
        boolean isPlain = HOST.matcher(host).matches();
        if (isPlain) {
            knownHost = host;
        }
        return isPlain;
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}

package dev.paxoswasm.cli.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Reads HTTP/1.1 answers from bytes as they arrive: by length or in chunks. */
final class HttpReader {
    private static final int LONGEST_LINE = 8_192;
    private static final int CASE = 0x20;
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TRANSFER_ENCODING = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONNECTION = "connection:".getBytes(StandardCharsets.US_ASCII);

    private enum Part {
        STATUS,
        HEADERS,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        COMPLETE
    }

    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;
    private byte[] body = new byte[512];
    private int bodyLength;
    private Part part = Part.STATUS;
    private int status;
    private long left;
    private boolean chunked;
    private boolean keptAlive = true;

    /** Begins to read the next answer. */
    void reset() {
        part = Part.STATUS;
        bodyLength = 0;
        lineLength = 0;
        left = 0;
        chunked = false;
        keptAlive = true;
    }

    /** Takes what belongs to this answer. */
    void take(ByteBuffer input) throws IOException {
        while (input.hasRemaining() && part != Part.COMPLETE) {
            if (part == Part.BODY || part == Part.CHUNK) {
                takeBody(input);
            } else if (takeLine(input)) {
                endOfLine();
            }
        }
    }

    boolean isComplete() {
        return part == Part.COMPLETE;
    }

    /** 0 until it is known. */
    int status() {
        return part == Part.STATUS ? 0 : status;
    }

    /** Whether the service leaves the connection open after this answer. */
    boolean isKeptAlive() {
        return keptAlive;
    }

    /** What has come of the body, from index 0 to before {@link #length}. */
    byte[] body() {
        return body;
    }

    int length() {
        return bodyLength;
    }

    /** Forgets the beginning of the body. */
    void discard(int count) {
        System.arraycopy(body, count, body, 0, bodyLength - count);
        bodyLength -= count;
    }

    private void takeBody(ByteBuffer input) {
        int count = (int) Math.min(left, input.remaining());
        if (bodyLength + count > body.length) {
            body = Arrays.copyOf(body, Math.max(bodyLength + count, body.length * 2));
        }
        input.get(body, bodyLength, count);
        bodyLength += count;
        left -= count;
        if (left == 0) {
            part = part == Part.BODY ? Part.COMPLETE : Part.CHUNK_END;
        }
    }

    private boolean takeLine(ByteBuffer input) throws IOException {
        int from = input.position();
        int to = from;
        while (to < input.limit() && input.get(to) != '\n') {
            to++;
        }
        int count = to - from;
        if (lineLength + count > LONGEST_LINE) {
            throw new IOException("a line of over " + LONGEST_LINE + " bytes in an answer's head");
        }
        input.get(line, lineLength, count);
        lineLength += count;
        if (to == input.limit()) {
            return false;
        }
        input.get();
        if (lineLength > 0 && line[lineLength - 1] == '\r') {
            lineLength--;
        }
        return true;
    }

    private void endOfLine() throws IOException {
        int length = lineLength;
        lineLength = 0;
        switch (part) {
            case STATUS -> status(length);
            case HEADERS -> header(length);
            case CHUNK_SIZE -> chunkSize(length);
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            default -> {
                if (length == 0) {
                    part = Part.COMPLETE;
                }
            }
        }
    }

    private void status(int length) throws IOException {
        String text = text(length);
        if (!text.startsWith("HTTP/1.") || length < 12) {
            throw new IOException("no HTTP answer: " + text);
        }
        status = number(text.substring(9, 12), 10);
        part = Part.HEADERS;
    }

    private void header(int length) throws IOException {
        if (length == 0) {
            endOfHead();
            return;
        }
        if (startsWith(CONTENT_LENGTH, length)) {
            left = number(text(length).substring(CONTENT_LENGTH.length).strip(), 10);
        } else if (startsWith(TRANSFER_ENCODING, length)) {
            chunked = text(length).toLowerCase(Locale.ROOT).contains("chunked");
        } else if (startsWith(CONNECTION, length)) {
            keptAlive &= !text(length).toLowerCase(Locale.ROOT).contains("close");
        }
    }

    /** Whether the line does, in letters of either case. */
    private boolean startsWith(byte[] name, int length) {
        if (length < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if ((line[i] | CASE) != (name[i] | CASE)) {
                return false;
            }
        }
        return true;
    }

    private void endOfHead() {
        if (status == 100) {
            reset();
        } else if (chunked) {
            part = Part.CHUNK_SIZE;
        } else {
            part = left == 0 ? Part.COMPLETE : Part.BODY;
        }
    }

    private void chunkSize(int length) throws IOException {
        left = number(text(length).split(";", 2)[0].strip(), 16);
        part = left == 0 ? Part.TRAILERS : Part.CHUNK;
    }

    private String text(int length) {
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static int number(String text, int radix) throws IOException {
        try {
            return Integer.parseUnsignedInt(text, radix);
        } catch (NumberFormatException _) {
            throw new IOException("no number where an answer's head needs one: " + text);
        }
    }
}

package dev.paxoswasm.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream of bytes, none of them kept beyond a bound. Lines of nothing but white space are passed over. */
final class JsonLines {

    private final InputStream in;
    private final int maxLength;
    private byte[] buffer = new byte[16_384];
    private int next;
    private int end;
    private int start;
    private int length;
    private boolean tooLong;

    /** @param maxLength bytes, the longest line that is kept */
    JsonLines(InputStream in, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /**
     * Goes to the next line; false at the end. What stands after the last line break is a line of its own.
     *
     * @throws IOException if the stream broke off; what was read of a line then is none
     */
    boolean advance() throws IOException {
        do {
            if (!findLine()) {
                return false;
            }
        } while (!tooLong && isBlank());
        return true;
    }

    private boolean findLine() throws IOException {
        tooLong = false;
        start = next;
        while (true) {
            for (; next < end; next++) {
                if (buffer[next] == '\n') {
                    length = next++ - start;
                    tooLong |= length > maxLength;
                    return true;
                }
            }
            if (next - start > maxLength) {
                tooLong = true;
                next = start;
                end = start;
            }
            if (!fill()) {
                length = next - start;
                return length > 0 || tooLong;
            }
        }
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            next -= start;
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, maxLength + 16_384L));
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, read);
        return read >= 0;
    }

    private boolean isBlank() {
        for (int i = start; i < start + length; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Whether the line is longer than is kept. */
    boolean isTooLong() {
        return tooLong;
    }

    /** The bytes of the line, without its end. */
    byte[] line() {
        return Arrays.copyOfRange(buffer, start, start + length);
    }
}

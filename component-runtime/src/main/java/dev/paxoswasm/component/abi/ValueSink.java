package dev.paxoswasm.component.abi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gets values as bytes, up to a bound: what does not fit is left out, and {@link #isFull()} says so.
 *
 * <p>How values are written: {@code bool} and integers of 8 bits as one byte; other integers, {@code char} and
 * {@code flags} as a LEB128 number of their bits; {@code f32} and {@code f64} as their bits, little-endian;
 * {@code string} and {@code list<u8>} as their length in bytes and the bytes, a string in UTF-8; other lists as the
 * number of elements and the elements; records, tuples and parameters as their fields; variants, enums, options and
 * results as the number of the case and what it carries. There are no handles. Every value takes a byte at least.
 */
public final class ValueSink {

    private static final int SMALLEST = 4096;

    private final int limit;
    private byte[] bytes = {};
    private int length;
    private boolean full;

    /** @param limit the most bytes */
    public ValueSink(int limit) {
        this.limit = limit;
    }

    /** The first {@link #length} of it are written. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Whether something did not fit. */
    public boolean isFull() {
        return full;
    }

    /** Takes back what was written after that. */
    public void truncate(int to) {
        length = to;
        full = false;
    }

    /** Makes room, unless there is none. */
    private boolean takes(int more) {
        if (full || more > limit - length) {
            full = true;
            return false;
        }
        int needed = length + more;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(SMALLEST, Math.max(needed, 2L * needed))));
        }
        return true;
    }

    /** Writes the lowest 8 bits. */
    public void octet(int value) {
        if (takes(1)) {
            bytes[length++] = (byte) value;
        }
    }

    /** Writes an unsigned number. */
    public void number(long value) {
        if (takes(10)) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                bytes[length++] = (byte) (rest & 0x7f | 0x80);
                rest >>>= 7;
            }
            bytes[length++] = (byte) rest;
        }
    }

    /** Writes the lowest bits, little-endian. */
    void bits(long value, int count) {
        if (takes(count / 8)) {
            for (int shift = 0; shift < count; shift += 8) {
                bytes[length++] = (byte) (value >>> shift);
            }
        }
    }

    /** Writes bytes after their number. */
    public void sized(byte[] source, int from, int count) {
        number(count);
        raw(source, from, count);
    }

    /** Writes bytes as they are. */
    public void raw(byte[] source, int from, int count) {
        if (takes(count)) {
            System.arraycopy(source, from, bytes, length, count);
            length += count;
        }
    }

    public void text(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        sized(encoded, 0, encoded.length);
    }
}

package dev.paxoswasm.cli.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes the values of one client: no two are the same, and none needs escaping in JSON. */
final class Values {
    private static final int SEQUENCE_DIGITS = 9;

    private final byte[] pattern;
    private final int lastDigit;
    private long sequence;

    /**
     * @param name letters, digits and dots; no other client's
     * @param size in bytes; a value is longer where its name is
     */
    Values(String name, int size) {
        String start = name + "." + "0".repeat(SEQUENCE_DIGITS);
        lastDigit = start.length() - 1;
        pattern = (start + ".".repeat(Math.max(0, size - start.length()))).getBytes(StandardCharsets.US_ASCII);
    }

    byte[] next() {
        byte[] value = Arrays.copyOf(pattern, pattern.length);
        long rest = ++sequence;
        for (int i = lastDigit; rest > 0 && i > lastDigit - SEQUENCE_DIGITS; i--) {
            value[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return value;
    }
}

package dev.paxoswasm.benchmarks.growth;

import java.util.Locale;

/**
 * A figure of a table.
 *
 * @param figure for programs
 * @param text   for people
 */
record Cell(double figure, String text) {
    static Cell whole(double figure) {
        return new Cell(figure, String.format(Locale.ROOT, "%,.0f", figure));
    }

    static Cell fraction(double figure) {
        return new Cell(figure, String.format(Locale.ROOT, "%,.2f", figure));
    }

    /** As in {@code 16 KiB}. */
    static Cell bytes(long bytes) {
        long mebibyte = 1 << 20;
        long kibibyte = 1 << 10;
        String text = bytes >= mebibyte && bytes % mebibyte == 0
                ? bytes / mebibyte + " MiB"
                : bytes >= kibibyte && bytes % kibibyte == 0 ? bytes / kibibyte + " KiB" : bytes + " B";
        return new Cell(bytes, text);
    }

    static Cell mebibytes(long bytes) {
        return whole((double) bytes / (1 << 20));
    }
}

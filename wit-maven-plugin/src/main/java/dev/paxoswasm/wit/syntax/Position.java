package dev.paxoswasm.wit.syntax;

/**
 * A place in a WIT file.
 *
 * @param file relative to the folder of the WIT packages, with {@code /}
 * @param line from 1
 * @param column from 1, in characters
 */
public record Position(String file, int line, int column) {

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}

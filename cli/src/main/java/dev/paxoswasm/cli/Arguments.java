package dev.paxoswasm.cli;

import java.util.Optional;

/** What was typed, as far as the JVM understood it. */
final class Arguments {
    /** What the JVM puts in place of bytes that its locale has no character for. */
    private static final char NOT_DECODED = '\uFFFD';

    private Arguments() {}

    /**
     * What is wrong with them, if anything is: a character that was not understood would go into a value, or the name
     * of a file, as another one.
     */
    static Optional<String> complaint(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].indexOf(NOT_DECODED) >= 0) {
                return Optional.of("argument " + (i + 1) + ", '" + arguments[i] + "', cannot be read as "
                        + System.getProperty("sun.jnu.encoding", "text")
                        + "; arguments are UTF-8, in a locale of UTF-8 (LC_ALL=C.UTF-8), and other bytes can be"
                        + " given as a value by propose --file FILE or on standard input by propose -");
            }
        }
        return Optional.empty();
    }
}

package dev.paxoswasm.wit.syntax;

/**
 * A piece of WIT text.
 *
 * @param docs the documentation comment in front of it, without comment marks; empty if there is none
 */
record Token(Kind kind, String text, String docs, Position at) {

    enum Kind {
        /** A word that may be a keyword or a name. */
        WORD,
        /** A name written with {@code %}; {@code text} is without it. */
        ESCAPED_NAME,
        /** Digits. */
        NUMBER,
        SYMBOL,
        END
    }

    boolean is(String expected) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(expected);
    }

    /** How an error names the token. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the file";
            case ESCAPED_NAME -> "`%" + text + "`";
            default -> "`" + text + "`";
        };
    }
}

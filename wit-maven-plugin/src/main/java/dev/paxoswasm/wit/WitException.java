package dev.paxoswasm.wit;

import dev.paxoswasm.wit.syntax.Position;

/** WIT text that is wrong, or that this plugin cannot turn into Java. The message is one line, place first. */
public final class WitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For what concerns no single place. */
    public WitException(String message) {
        super(message);
    }

    public WitException(Position at, String message) {
        super(at + ": " + message);
    }
}

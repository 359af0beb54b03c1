package dev.paxoswasm.cli.bench;

/** The service answered, but not that the values are chosen; the message says what, in words that can be counted. */
public final class BadAnswerException extends Exception {
    public BadAnswerException(String message) {
        super(message);
    }
}

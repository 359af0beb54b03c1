package dev.paxoswasm.cli;

/** A command could not do what it was asked; the message says why, and what would be right. Ends the program with 1. */
public final class Failure extends RuntimeException {
    public Failure(String message) {
        super(message);
    }
}

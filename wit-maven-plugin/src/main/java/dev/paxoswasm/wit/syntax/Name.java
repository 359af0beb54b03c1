package dev.paxoswasm.wit.syntax;

/** An identifier, without the {@code %} that sets a keyword apart, and where it stands. */
public record Name(String text, Position at) {

    @Override
    public String toString() {
        return text;
    }
}

package dev.paxoswasm.role.component;

/** A component cannot take the place of the present one, which goes on. The message is one line. */
public final class SwapRefusedException extends RuntimeException {

    public SwapRefusedException(String message) {
        super(message.replaceAll("\\s*\\R\\s*", " "));
    }
}

package dev.paxoswasm.component;

/** The binary breaks a rule of the Component Model's format. The message says what was met, where, and the rule. */
public final class MalformedComponentException extends ComponentException {

    private final long offset;

    /**
     * @param what what was met
     * @param offset where in the binary, in bytes from its start
     * @param right what would be right there
     */
    public MalformedComponentException(String what, long offset, String right) {
        super("malformed component at byte " + offset + ": " + what + "; " + right);
        this.offset = offset;
    }

    /** Where in the binary, in bytes from its start. */
    public long offset() {
        return offset;
    }
}

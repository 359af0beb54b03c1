package dev.paxoswasm.component;

/** The binary uses something of the Component Model that this library does not run. */
public final class UnsupportedComponentException extends ComponentException {

    private final long offset;

    /**
     * @param what what was met
     * @param offset where in the binary, in bytes from its start
     */
    public UnsupportedComponentException(String what, long offset) {
        super("unsupported component, at byte " + offset + ": " + what);
        this.offset = offset;
    }

    /** Where in the binary, in bytes from its start. */
    public long offset() {
        return offset;
    }
}

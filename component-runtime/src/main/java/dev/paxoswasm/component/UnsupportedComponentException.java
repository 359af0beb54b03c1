package dev.paxoswasm.component;

import org.jspecify.annotations.Nullable;

/**
 * The binary uses something of the Component Model that this library does not run. The message says what, and at which
 * byte of which section.
 */
public final class UnsupportedComponentException extends ComponentException {

    private final String what;
    private final long offset;
    private final @Nullable String section;

    /**
     * @param what what was met
     * @param offset where in the binary, in bytes from its start
     */
    public UnsupportedComponentException(String what, long offset) {
        this(what, offset, null);
    }

    private UnsupportedComponentException(String what, long offset, @Nullable String section) {
        super("unsupported component, at byte " + offset + (section == null ? "" : " (" + section + ")") + ": " + what);
        this.what = what;
        this.offset = offset;
        this.section = section;
    }

    /** The same with the name of the section, unless it has one. */
    public UnsupportedComponentException in(@Nullable String place) {
        if (section != null || place == null) {
            return this;
        }
        UnsupportedComponentException placed = new UnsupportedComponentException(what, offset, place);
        placed.setStackTrace(getStackTrace());
        return placed;
    }

    /** Where in the binary, in bytes from its start. */
    public long offset() {
        return offset;
    }

    /** The section there, such as {@code type section}; null if it is in none. */
    public @Nullable String section() {
        return section;
    }
}

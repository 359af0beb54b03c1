package dev.paxoswasm.component;

import org.jspecify.annotations.Nullable;

/**
 * The binary breaks a rule of the Component Model's format. The message says what was met, at which byte of which
 * section, and the rule.
 */
public final class MalformedComponentException extends ComponentException {

    private final String what;
    private final long offset;
    private final String right;
    private final @Nullable String section;

    /**
     * @param what what was met
     * @param offset where in the binary, in bytes from its start
     * @param right what would be right there
     */
    public MalformedComponentException(String what, long offset, String right) {
        this(what, offset, right, null);
    }

    private MalformedComponentException(String what, long offset, String right, @Nullable String section) {
        super("malformed component at byte " + offset + (section == null ? "" : " (" + section + ")") + ": " + what
                + "; " + right);
        this.what = what;
        this.offset = offset;
        this.right = right;
        this.section = section;
    }

    /** The same with the name of the section, unless it has one. */
    public MalformedComponentException in(@Nullable String place) {
        if (section != null || place == null) {
            return this;
        }
        MalformedComponentException placed = new MalformedComponentException(what, offset, right, place);
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

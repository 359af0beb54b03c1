package dev.paxoswasm.component;

/**
 * A component, decoded, checked and compiled. Immutable and thread-safe; parse once, instantiate often.
 */
public final class Component {

    /** The "interface name" of functions that a world imports or exports directly, outside any interface. */
    public static final String ROOT = "$root";

    private final ComponentType type;
    private final String digest;

    private Component(ComponentType type, String digest) {
        this.type = type;
        this.digest = digest;
    }

    /**
     * Decodes, checks and compiles a binary.
     *
     * @throws MalformedComponentException if it breaks the format
     * @throws UnsupportedComponentException if it uses what this library does not run
     */
    public static Component parse(byte[] binary) {
        throw new UnsupportedComponentException("the decoder comes with the next commit", 0);
    }

    public ComponentType type() {
        return type;
    }

    /** The SHA-256 of the binary, as {@code sha256:} and 64 hexadecimal digits. */
    public String digest() {
        return digest;
    }

    /**
     * Makes an instance with its own memory; runs its start functions within the deadline.
     *
     * @throws ComponentLinkException if an import is missing or of another type
     * @throws MemoryLimitException if it declares more memory than allowed
     * @throws ComponentTrapException if a start function traps
     * @throws DeadlineExceededException if a start function runs too long
     */
    public ComponentInstance instantiate(Imports imports, Limits limits) {
        return new ComponentInstance();
    }
}

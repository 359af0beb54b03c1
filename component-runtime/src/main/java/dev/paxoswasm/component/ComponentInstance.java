package dev.paxoswasm.component;

/**
 * A running component with its own memory.
 *
 * <p>Not thread-safe: whoever calls into it, from any thread, platform or virtual, holds one lock meanwhile.
 */
public final class ComponentInstance {

    ComponentInstance() {}

    /**
     * @throws IllegalArgumentException if the component exports no such function; the message lists what it exports
     */
    public ComponentFunction function(String interfaceName, String functionName) {
        throw new IllegalArgumentException(interfaceName + functionName);
    }

    /** Whether a call did not run to its end, so that every further call is refused. */
    public boolean poisoned() {
        return false;
    }

    /** The present size of all its linear memories together. */
    public long memoryBytes() {
        return 0;
    }
}

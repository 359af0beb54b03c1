package dev.paxoswasm.component;

/**
 * A component trapped: it ran into an unreachable instruction, reached out of its memory, returned what is no value of
 * the declared type, or broke another rule of the canonical ABI. The instance is poisoned.
 */
public sealed class ComponentTrapException extends ComponentException permits MemoryLimitException {

    public ComponentTrapException(String reason) {
        super(reason);
    }

    public ComponentTrapException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

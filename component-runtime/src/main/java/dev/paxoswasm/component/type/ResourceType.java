package dev.paxoswasm.component.type;

/**
 * A type of things that are passed by handle, {@link OwnType} or {@link BorrowType}. Equal to itself only, whatever its
 * name.
 */
public final class ResourceType {

    private final String name;

    /** @param name for messages */
    public ResourceType(String name) {
        this.name = name;
    }

    /** The name that it has in messages. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}

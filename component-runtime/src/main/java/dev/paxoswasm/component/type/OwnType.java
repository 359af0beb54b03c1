package dev.paxoswasm.component.type;

import java.util.Objects;

/**
 * A handle that owns what it refers to: who passes it gives it away. Java: {@link
 * dev.paxoswasm.component.abi.ResourceHandle}.
 */
public record OwnType(ResourceType resource) implements WitType {

    public OwnType {
        Objects.requireNonNull(resource);
    }

    @Override
    public String toString() {
        return "own<" + resource + ">";
    }
}

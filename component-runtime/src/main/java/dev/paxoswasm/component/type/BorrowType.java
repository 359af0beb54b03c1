package dev.paxoswasm.component.type;

import java.util.Objects;

/** A handle that is lent for the time of a call. Java: {@link dev.paxoswasm.component.abi.ResourceHandle}. */
public record BorrowType(ResourceType resource) implements WitType {

    public BorrowType {
        Objects.requireNonNull(resource);
    }

    @Override
    public String toString() {
        return "borrow<" + resource + ">";
    }
}

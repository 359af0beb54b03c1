package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.CommandId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A value on its way to be chosen, and who waits for it. */
final class Proposal {

    private final byte[] payload;
    private final CompletableFuture<ChosenEntry> chosen = new CompletableFuture<>();
    private volatile @Nullable CommandId id;

    Proposal(byte[] payload) {
        this.payload = payload;
    }

    byte[] payload() {
        return payload;
    }

    CompletableFuture<ChosenEntry> chosen() {
        return chosen;
    }

    /** The command that carries the value; null as long as it was not submitted, hence cannot be chosen. */
    @Nullable
    CommandId id() {
        return id;
    }

    void submittedAs(CommandId command) {
        id = command;
    }
}

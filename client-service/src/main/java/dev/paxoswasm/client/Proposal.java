package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.role.trace.Trace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A value on its way to be chosen, and who waits for it. */
final class Proposal {

    private final byte[] payload;
    private final Duration patience;
    private final long start;
    private final @Nullable Trace trace = Trace.current();
    private final CompletableFuture<ChosenId> chosen = new CompletableFuture<>();
    private volatile @Nullable CommandId id;

    /**
     * @param patience how long the value may take to be chosen
     * @param start from when on: what {@link System#nanoTime()} was then
     */
    Proposal(byte[] payload, Duration patience, long start) {
        this.payload = payload;
        this.patience = patience;
        this.start = start;
    }

    byte[] payload() {
        return payload;
    }

    /** What it is a part of; null where that is not traced. */
    @Nullable
    Trace trace() {
        return trace;
    }

    Duration patience() {
        return patience;
    }

    long nanosLeft() {
        return patience.toNanos() - age();
    }

    /** Nanoseconds since its start. */
    long age() {
        return System.nanoTime() - start;
    }

    CompletableFuture<ChosenId> chosen() {
        return chosen;
    }

    /** The command that carries the value; null as long as it was not submitted, hence cannot be chosen. */
    @Nullable
    CommandId id() {
        return id;
    }

    /** Whether it may be chosen although nobody knows that it is. */
    boolean mayBeChosen() {
        return id != null;
    }

    void submittedAs(CommandId command) {
        id = command;
    }
}

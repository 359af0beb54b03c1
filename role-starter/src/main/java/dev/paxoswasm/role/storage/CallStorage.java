package dev.paxoswasm.role.storage;

import dev.paxoswasm.host.storage.CallBatch;

/** Batches of calls, and the wait until they are on disk, which is outside of the host's lock. */
public interface CallStorage extends CallBatch {

    /**
     * Waits until all that the ticket covers is on disk.
     *
     * @throws dev.paxoswasm.host.storage.StorageException if that failed; what the ticket covers must then not be
     *     spoken of
     */
    void awaitDurable(long ticket);

    /** For a node that stores nothing. */
    static CallStorage none() {
        return new NoStorage();
    }
}

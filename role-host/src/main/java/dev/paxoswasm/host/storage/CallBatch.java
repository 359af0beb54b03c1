package dev.paxoswasm.host.storage;

/** What one call into a component stores is one atomic batch. Used by one thread at a time. */
public interface CallBatch {

    /** Starts the batch of a call. */
    void begin();

    /**
     * Makes the batch visible to later calls, not yet durable.
     *
     * @return a ticket: it covers this batch and all that this call may have seen of earlier ones. What the call
     *     answered or sent must not be seen before the storage has flushed what the ticket covers
     * @throws StorageException if the batch could not be written
     */
    long commit();

    /** Forgets the batch. */
    void discard();
}

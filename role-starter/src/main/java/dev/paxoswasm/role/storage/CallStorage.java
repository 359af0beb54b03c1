package dev.paxoswasm.role.storage;

/**
 * What one call into a component stores is one atomic batch. The host calls these methods, all but {@link #awaitDurable}
 * under its lock.
 */
public interface CallStorage {

    /** Starts the batch of a call. */
    void begin();

    /**
     * Makes the batch visible to later calls, not yet durable.
     *
     * @return a ticket for {@link #awaitDurable}: it covers this batch and all that this call may have seen of earlier ones
     * @throws StorageException if the batch could not be written
     */
    long commit();

    /** Forgets the batch. */
    void discard();

    /**
     * Waits until all that the ticket covers is on disk.
     *
     * @throws StorageException if that failed; what the ticket covers must then not be spoken of
     */
    void awaitDurable(long ticket);

    /** For a node that stores nothing. */
    static CallStorage none() {
        return new NoStorage();
    }
}

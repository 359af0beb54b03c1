package dev.paxoswasm.host.storage;

import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Records under keys that are ordered byte by byte, unsigned. Reads see what the call in progress wrote. Arrays are
 * handed over: neither side changes one afterwards.
 *
 * <p>Each method throws {@link StorageException} where the store fails.
 */
public interface OrderedStore {

    byte @Nullable [] get(byte[] key);

    /** Adds a record to the batch of the call in progress, in place of what the key held. */
    void put(byte[] key, byte[] value);

    /**
     * The same for a record that nobody waits for: it outlives the process, but a power failure may bring back what the
     * key held before. With other records in its batch it is as durable as they are.
     */
    void putUnhurried(byte[] key, byte[] value);

    /** Has whatever the call in progress adds waited for, unhurried records too. */
    void hurry();

    /** Goes through keys from {@code first} on in ascending order, as long as the visitor wants more. */
    void forEachFrom(byte[] first, BiPredicate<byte[], byte[]> visitor);

    /** The last key that is not after {@code last}. */
    byte @Nullable [] lastKeyUpTo(byte[] last);
}

package dev.paxoswasm.host;

import dev.paxoswasm.host.storage.CallBatch;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.host.storage.StorageException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** A store that can be told to fail; a ticket is the number of batches written. */
public final class MemoryStore implements OrderedStore, CallBatch {

    private TreeMap<byte[], byte[]> committed = new TreeMap<>(Arrays::compareUnsigned);
    private TreeMap<byte[], byte[]> current = new TreeMap<>(Arrays::compareUnsigned);
    private boolean written;
    private long batches;
    boolean fails;

    @Override
    public byte[] get(byte[] key) {
        return current.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        current.put(key, value);
        written = true;
    }

    @Override
    public void putUnhurried(byte[] key, byte[] value) {
        put(key, value);
    }

    @Override
    public void hurry() {}

    @Override
    public void forEachFrom(byte[] first, BiPredicate<byte[], byte[]> visitor) {
        for (Map.Entry<byte[], byte[]> record : current.tailMap(first).entrySet()) {
            if (!visitor.test(record.getKey(), record.getValue())) {
                return;
            }
        }
    }

    @Override
    public byte[] lastKeyUpTo(byte[] last) {
        return current.floorKey(last);
    }

    @Override
    public void begin() {
        discard();
    }

    @Override
    public long commit() {
        if (fails) {
            throw new StorageException("told to fail");
        }
        if (written) {
            committed = new TreeMap<>(current);
            batches++;
            written = false;
        }
        return batches;
    }

    @Override
    public void discard() {
        current = new TreeMap<>(committed);
        written = false;
    }
}

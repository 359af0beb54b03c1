package dev.paxoswasm.role.storage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBatchWithIndex;
import org.rocksdb.WriteOptions;

/**
 * What a call has written and not committed yet. Only a call that reads after it wrote pays for an index of its writes.
 */
final class CallWrites implements AutoCloseable {

    private record Write(byte[] key, byte[] value) {}

    private final RocksDB db;
    private final List<Write> writes = new ArrayList<>();
    private final WriteBatchWithIndex index = new WriteBatchWithIndex(true);
    private int indexed;
    private boolean hurried;

    CallWrites(RocksDB db) {
        this.db = db;
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    void put(byte[] key, byte[] value) {
        writes.add(new Write(key, value));
        hurried = true;
    }

    /** Adds a record that alone is nothing to wait for. */
    void putUnhurried(byte[] key, byte[] value) {
        writes.add(new Write(key, value));
    }

    void hurry() {
        hurried = true;
    }

    /** Whether there is something to wait for. */
    boolean isHurried() {
        return hurried && !isEmpty();
    }

    /** The value that a key has for this call. */
    byte @Nullable [] get(ReadOptions reading, byte[] key) throws RocksDBException {
        return isEmpty() ? db.get(reading, key) : index().getFromBatchAndDB(db, reading, key);
    }

    /** The keys as they are for this call. */
    RocksIterator iterator(ReadOptions reading) throws RocksDBException {
        return isEmpty() ? db.newIterator(reading) : index().newIteratorWithBase(db.newIterator(reading));
    }

    private WriteBatchWithIndex index() throws RocksDBException {
        for (Write write : writes.subList(indexed, writes.size())) {
            index.put(write.key(), write.value());
        }
        indexed = writes.size();
        return index;
    }

    /** Writes all of it, or nothing. */
    void commit(WriteOptions options) throws RocksDBException {
        if (indexed > 0) {
            db.write(options, index());
            return;
        }
        try (WriteBatch batch = new WriteBatch()) {
            for (Write write : writes) {
                batch.put(write.key(), write.value());
            }
            db.write(options, batch);
        }
    }

    void clear() {
        if (indexed > 0) {
            index.clear();
            indexed = 0;
        }
        writes.clear();
        hurried = false;
    }

    @Override
    public void close() {
        index.close();
    }
}

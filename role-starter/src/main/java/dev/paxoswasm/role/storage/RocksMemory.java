package dev.paxoswasm.role.storage;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.SstPartitionerFactory;
import org.rocksdb.SstPartitionerFixedPrefixFactory;

/** What all stores of one JVM share, so that nine nodes in one process stay small. */
final class RocksMemory {

    static {
        RocksLibrary.load();
    }

    /** Bytes of blocks kept in memory, all stores of the JVM together. */
    private static final long BLOCK_CACHE_BYTES = 16L << 20;

    /**
     * Bytes of records that a store gathers in memory before it writes them into a table; it keeps at most two of them.
     */
    static final long WRITE_BUFFER_BYTES = 8L << 20;

    /** Bytes of write-ahead log beyond which a store writes its memory into a table, so that a restart stays short. */
    static final long MAX_WAL_BYTES = 32L << 20;

    private static final Cache BLOCKS = new LRUCache(BLOCK_CACHE_BYTES);

    private static final SstPartitionerFactory BY_FIRST_BYTE = new SstPartitionerFixedPrefixFactory(1);

    private RocksMemory() {}

    static Cache blocks() {
        return BLOCKS;
    }

    /** Tables whose keys begin with the same byte: slots lie apart from the rest. */
    static SstPartitionerFactory tablesByFirstByte() {
        return BY_FIRST_BYTE;
    }
}

package dev.paxoswasm.role.storage;

import dev.paxoswasm.host.storage.Keys;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.host.storage.StorageException;
import dev.paxoswasm.role.cluster.Cluster;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * The store of one node: ordered keys in RocksDB, see {@link Keys} for what lies where. Every block and every record of
 * the write-ahead log carries a checksum, which is verified when it is read.
 *
 * <p>Reads and writes belong to the call in progress; the host's lock is around them. Durability is waited for outside.
 */
public final class NodeStore implements OrderedStore, CallStorage, AutoCloseable {

    static {
        RocksLibrary.load();
    }

    private final DataDirectory directory;
    private final Durability durability;
    private final Options options;
    private final RocksDB db;
    private final WriteOptions unsynced = new WriteOptions().setSync(false);
    private final ReadOptions reading = new ReadOptions().setVerifyChecksums(true);
    private final CallWrites writes;
    private final GroupCommit groupCommit;
    private final WriteProbe probe;
    private volatile long flushedThrough;

    private NodeStore(
            DataDirectory directory, Durability durability, Options options, RocksDB db, MeterRegistry meters) {
        this.directory = directory;
        this.durability = durability;
        this.options = options;
        this.db = db;
        unsynced.setDisableWAL(!durability.keepsLog());
        writes = new CallWrites(db);
        groupCommit = new GroupCommit(directory.path().getFileName().toString(), this::flush, meters);
        probe = new WriteProbe(this::writeProbe);
    }

    /**
     * Opens the store of a node, or makes it where there is none.
     *
     * @throws dev.paxoswasm.role.ConfigurationException if the directory cannot be written to, is in use, belongs to
     *     another node or another cluster, or holds what cannot be read
     */
    public static NodeStore open(
            @Nullable String directory, Cluster cluster, Durability durability, MeterRegistry meters) {
        DataDirectory at = DataDirectory.at(directory);
        Options options = options(at.holdsNoStore(), durability);
        RocksDB db;
        try {
            db = RocksDB.open(options, at.path().toString());
        } catch (RocksDBException e) {
            options.close();
            String why = String.valueOf(e.getMessage());
            throw why.contains("LOCK") || why.contains("lock ") ? at.heldByAnother() : at.cannotBeOpened(why, cluster);
        }
        try {
            StoreIdentity.claim(db, at, cluster);
        } catch (RuntimeException e) {
            db.close();
            options.close();
            throw e;
        }
        return new NodeStore(at, durability, options, db, meters);
    }

    private static Options options(boolean create, Durability durability) {
        return new Options()
                .setCreateIfMissing(create)
                .setParanoidChecks(true)
                .setWalRecoveryMode(durability.recovery())
                .setWriteBufferSize(RocksMemory.WRITE_BUFFER_BYTES)
                .setMaxWriteBufferNumber(2)
                // Slots come in order, and tables that do not overlap are moved down, not written again.
                // So no table of slots may reach to the keys beside them, over all slots still to come.
                .setSstPartitionerFactory(RocksMemory.tablesByFirstByte())
                .setMaxTotalWalSize(RocksMemory.MAX_WAL_BYTES)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(RocksMemory.blocks())
                        .setCacheIndexAndFilterBlocks(true))
                .setMaxBackgroundJobs(2)
                .setMaxOpenFiles(256)
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0)
                .setKeepLogFileNum(2)
                .setMaxLogFileSize(1 << 20)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        try {
            return writes.get(reading, key);
        } catch (RocksDBException e) {
            throw new StorageException("reading from " + directory.path() + " failed", e);
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        writes.put(key, value);
    }

    @Override
    public void putUnhurried(byte[] key, byte[] value) {
        writes.putUnhurried(key, value);
    }

    @Override
    public void hurry() {
        writes.hurry();
    }

    @Override
    public void forEachFrom(byte[] first, BiPredicate<byte[], byte[]> visitor) {
        try (RocksIterator entries = writes.iterator(reading)) {
            for (entries.seek(first); entries.isValid(); entries.next()) {
                if (!visitor.test(entries.key(), entries.value())) {
                    return;
                }
            }
            entries.status();
        } catch (RocksDBException e) {
            throw new StorageException("reading from " + directory.path() + " failed", e);
        }
    }

    @Override
    public byte @Nullable [] lastKeyUpTo(byte[] last) {
        try (RocksIterator entries = writes.iterator(reading)) {
            entries.seekForPrev(last);
            entries.status();
            return entries.isValid() ? entries.key() : null;
        } catch (RocksDBException e) {
            throw new StorageException("reading from " + directory.path() + " failed", e);
        }
    }

    @Override
    public void begin() {
        writes.clear();
    }

    @Override
    public long commit() {
        if (!writes.isEmpty()) {
            boolean waitedFor = writes.isHurried();
            try {
                writes.commit(unsynced);
            } catch (RocksDBException e) {
                throw new StorageException("writing to " + directory.path() + " failed", e);
            } finally {
                writes.clear();
            }
            if (waitedFor) {
                groupCommit.batchWritten();
            }
        }
        return switch (durability) {
            case FLUSHED -> groupCommit.ticket();
            case RECOVERABLE -> 0;
        };
    }

    @Override
    public void discard() {
        writes.clear();
    }

    @Override
    public void awaitDurable(long ticket) {
        groupCommit.await(ticket);
    }

    /** Why no record could be written and flushed within the last seconds, or null; tries where it is not known. */
    public @Nullable String notWritable() {
        return probe.failure();
    }

    /** What {@link #notWritable} found the last time it tried. */
    @Nullable
    String foundNotWritable() {
        return probe.found();
    }

    private void flush() throws RocksDBException {
        long written = records();
        db.syncWal();
        if (durability.keepsLog()) {
            flushedThrough = written;
        }
    }

    /** How many records were ever written, by the store's own count. */
    long records() {
        return db.getLatestSequenceNumber();
    }

    /** So many of them are known to be on disk; 0 where nobody relies on it. */
    long flushedThrough() {
        return flushedThrough;
    }

    /** The last ticket given away. */
    long lastTicket() {
        return groupCommit.ticket();
    }

    public Path path() {
        return directory.path();
    }

    private void writeProbe() throws RocksDBException {
        try (WriteOptions synced = new WriteOptions().setSync(true)) {
            db.put(synced, Keys.PROBE, new byte[] {1});
        }
    }

    @Override
    public void close() {
        groupCommit.close();
        writes.close();
        unsynced.close();
        reading.close();
        db.close();
        options.close();
    }
}

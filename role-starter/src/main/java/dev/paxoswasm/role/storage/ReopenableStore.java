package dev.paxoswasm.role.storage;

import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.host.OutOfServiceException.Reason;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.host.storage.StorageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * A {@link NodeStore} that can be closed and opened again in the midst of the process, as a restart would do it. What a
 * disk that was full, or gone, made of a store is then forgotten, and what is on the disk is checked as at any start.
 *
 * <p>Whoever opens it anew sees to it that no call is in progress. Tickets of before are told from those of after: what
 * they cover was perhaps never flushed, and is not to be spoken of.
 */
public final class ReopenableStore implements OrderedStore, CallStorage, AutoCloseable {

    /** What opening may need: all of the write-ahead log goes into tables, and a new one is begun. */
    private static final long ROOM_BYTES = 2 * RocksMemory.MAX_WAL_BYTES;

    private static final int ROOM_OF_SMALL_DISKS = 8;

    private final Supplier<NodeStore> opener;
    private final Path path;
    private final ReentrantReadWriteLock opening = new ReentrantReadWriteLock();
    private volatile Life life;
    private volatile boolean corrupt;

    /**
     * @param store null while it is closed
     * @param before tickets up to this one are of former lives
     * @param flushedThrough what the disk must know, by the store's own count of records
     */
    private record Life(@Nullable NodeStore store, long before, long flushedThrough) {
        NodeStore open() {
            if (store == null) {
                throw new StorageException("the store is closed");
            }
            return store;
        }
    }

    private ReopenableStore(Supplier<NodeStore> opener) {
        this.opener = opener;
        NodeStore store = opener.get();
        path = store.path();
        life = new Life(store, 0, 0);
    }

    /** @param opener opens it, each time with the same checks */
    public static ReopenableStore open(Supplier<NodeStore> opener) {
        return new ReopenableStore(opener);
    }

    /**
     * Closes the store, and opens it again.
     *
     * @throws StorageException if it is not there any more, cannot be opened, or lacks what was flushed; it stays
     *     closed then
     */
    public void reopen() {
        opening.writeLock().lock();
        try {
            life = closed(life);
            if (!Files.exists(path.resolve("CURRENT"))) {
                throw new StorageException("there is no store in " + path + " any more");
            }
            NodeStore opened;
            try {
                opened = opener.get();
            } catch (StorageException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new StorageException(String.valueOf(e.getMessage()));
            }
            if (opened.records() < life.flushedThrough()) {
                long records = opened.records();
                opened.close();
                throw new StorageException("the store in " + path + " is an older one: it knows of " + records
                        + " records, and " + life.flushedThrough() + " were flushed to it");
            }
            corrupt = false;
            life = new Life(opened, life.before(), life.flushedThrough());
        } finally {
            opening.writeLock().unlock();
        }
    }

    private static Life closed(Life life) {
        NodeStore store = life.store();
        if (store == null) {
            return life;
        }
        store.close();
        return new Life(
                null, life.before() + store.lastTicket() + 1, Math.max(life.flushedThrough(), store.flushedThrough()));
    }

    /** Why opening it again cannot succeed yet; null where it may. */
    public @Nullable String lacksRoom() {
        try {
            FileStore disk = Files.getFileStore(path);
            long needed = Math.min(ROOM_BYTES, disk.getTotalSpace() / ROOM_OF_SMALL_DISKS);
            long free = disk.getUsableSpace();
            return free >= needed
                    ? null
                    : "waits for room: " + free + " bytes are free at " + path + ", and " + needed + " needed";
        } catch (IOException _) {
            // A disk that cannot be asked may be one that lets nobody bring it back before its files are closed.
            return null;
        }
    }

    /** Whether what was read is not what was written, which opening again does not mend. */
    public boolean isCorrupt() {
        return corrupt;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        try {
            return life.open().get(key);
        } catch (StorageException e) {
            throw noted(e);
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        life.open().put(key, value);
    }

    @Override
    public void putUnhurried(byte[] key, byte[] value) {
        life.open().putUnhurried(key, value);
    }

    @Override
    public void hurry() {
        life.open().hurry();
    }

    @Override
    public void forEachFrom(byte[] first, BiPredicate<byte[], byte[]> visitor) {
        try {
            life.open().forEachFrom(first, visitor);
        } catch (StorageException e) {
            throw noted(e);
        }
    }

    @Override
    public byte @Nullable [] lastKeyUpTo(byte[] last) {
        try {
            return life.open().lastKeyUpTo(last);
        } catch (StorageException e) {
            throw noted(e);
        }
    }

    @Override
    public void begin() {
        life.open().begin();
    }

    @Override
    public long commit() {
        Life now = life;
        try {
            long ticket = now.open().commit();
            return ticket == 0 ? 0 : now.before() + ticket;
        } catch (StorageException e) {
            throw noted(e);
        }
    }

    @Override
    public void discard() {
        NodeStore store = life.store();
        if (store != null) {
            store.discard();
        }
    }

    @Override
    public void awaitDurable(long ticket) {
        Life now = life;
        if (ticket != 0 && ticket <= now.before()) {
            throw openedAnew();
        }
        try {
            now.open().awaitDurable(ticket == 0 ? 0 : ticket - now.before());
        } catch (StorageException e) {
            throw now == life ? noted(e) : openedAnew();
        }
    }

    private static OutOfServiceException openedAnew() {
        return new OutOfServiceException(
                Reason.STORAGE, "the store was closed before what this call rests on was known to be on disk");
    }

    private StorageException noted(StorageException failure) {
        if (failure.getCause() instanceof RocksDBException rocks
                && rocks.getStatus() != null
                && rocks.getStatus().getCode() == Status.Code.Corruption) {
            corrupt = true;
        }
        return failure;
    }

    /** As {@link NodeStore#notWritable}. */
    public @Nullable String notWritable() {
        if (!opening.readLock().tryLock()) {
            return "the store is being opened anew";
        }
        try {
            NodeStore store = life.store();
            return store == null ? "the store is closed" : store.notWritable();
        } finally {
            opening.readLock().unlock();
        }
    }

    /** What {@link #notWritable} found the last time it tried. */
    public @Nullable String foundNotWritable() {
        NodeStore store = life.store();
        return store == null ? "the store is closed" : store.foundNotWritable();
    }

    public Path path() {
        return path;
    }

    /** Bytes of its files. NaN where they cannot be seen, as with the other two. */
    public double sizeBytes() {
        try (Stream<Path> files = Files.list(path)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException | UncheckedIOException _) {
            return Double.NaN;
        }
    }

    /** Bytes free on its disk. */
    public double freeBytes() {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    /** Bytes of its disk. */
    public double capacityBytes() {
        try {
            return Files.getFileStore(path).getTotalSpace();
        } catch (IOException _) {
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        opening.writeLock().lock();
        try {
            life = closed(life);
        } finally {
            opening.writeLock().unlock();
        }
    }
}

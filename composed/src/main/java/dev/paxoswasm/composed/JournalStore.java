package dev.paxoswasm.composed;

import dev.paxoswasm.host.storage.CallBatch;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.host.storage.StorageException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Records in memory, and a journal of them on disk: for clusters that fit into memory. A batch is one entry of the
 * journal, which is its length (4 bytes), its CRC-32C (4 bytes), and for each record the lengths of its key and of its
 * value (4 bytes each) and both. Numbers are big-endian.
 *
 * <p>An entry that is cut short or wrong at the end of the journal was never flushed, hence never acknowledged, and is
 * dropped; a wrong one before it keeps the store from being opened. Opening writes the journal anew where most of it is
 * outdated.
 */
public final class JournalStore implements OrderedStore, CallBatch, AutoCloseable {

    private static final String NAME = "cluster.journal";
    private static final byte[] HEADER = "paxos-wasm journal, format 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IDENTITY = "identity".getBytes(StandardCharsets.US_ASCII);
    private static final int ENTRY_HEAD = 8;
    private static final int RECORD_HEAD = 8;
    private static final int MAX_ENTRY_BYTES = 256 << 20;
    /** Up to this size, what is outdated is not worth writing the journal anew. */
    private static final long SMALL = 1 << 20;

    private record Record(byte[] key, byte @Nullable [] before) {}

    private final NavigableMap<byte[], byte[]> records = new TreeMap<>(Arrays::compareUnsigned);
    private final List<Record> batch = new ArrayList<>();
    private final Path file;
    private final FileChannel journal;
    private boolean hurried;
    private boolean damaged;
    private long written;
    private long waitedFor;
    private long flushed;

    private JournalStore(Path file, FileChannel journal) {
        this.file = file;
        this.journal = journal;
    }

    /**
     * Opens the store in a directory, or makes both.
     *
     * @param identity what the store belongs to, in words
     * @throws StorageException if it cannot be read or written, is in use, is damaged, or belongs to something else
     */
    public static JournalStore open(Path directory, String identity) {
        Path file = directory.resolve(NAME);
        try {
            Files.createDirectories(directory);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(channel, file);
                JournalStore store = new JournalStore(file, channel);
                store.read();
                // What a former process wrote and did not flush is built upon from now on.
                channel.force(true);
                syncDirectory(file);
                store.claim(identity);
                return store.isMostlyOutdated() ? store.rewritten() : store;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StorageException("cannot open " + file + ": " + e, e);
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException _) {
            lock = null;
        }
        if (lock == null) {
            throw new StorageException(file + " is in use; stop whoever uses it, or name another directory");
        }
    }

    /** So that the name of a new file is on disk, too. */
    private static void syncDirectory(Path file) throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void read() throws IOException {
        long size = journal.size();
        if (size < HEADER.length) {
            byte[] begun = bytes(0, (int) size).array();
            if (!Arrays.equals(begun, 0, begun.length, HEADER, 0, begun.length)) {
                throw new StorageException(file + " is no journal of this program; name another directory");
            }
            journal.truncate(0);
            append(ByteBuffer.wrap(HEADER));
            return;
        }
        if (!Arrays.equals(bytes(0, HEADER.length).array(), HEADER)) {
            throw new StorageException(file + " is no journal of this version; name another directory");
        }
        long at = HEADER.length;
        while (at < size) {
            long next = entry(at, size);
            if (next < 0) {
                break;
            }
            at = next;
        }
        journal.truncate(at);
        journal.position(at);
    }

    /** Takes the entry at a place; the place after it, or -1 where it is the last one and torn. */
    private long entry(long at, long size) throws IOException {
        if (size - at < ENTRY_HEAD) {
            return -1;
        }
        ByteBuffer head = bytes(at, ENTRY_HEAD);
        int length = head.getInt();
        int checksum = head.getInt();
        long end = at + ENTRY_HEAD + length;
        if (length >= 0 && end > size) {
            return -1;
        }
        if (length < 0 || length > MAX_ENTRY_BYTES) {
            throw damagedAt(at);
        }
        ByteBuffer entry = bytes(at + ENTRY_HEAD, length);
        if (checksum(entry) != checksum) {
            if (end == size) {
                return -1;
            }
            throw damagedAt(at);
        }
        while (entry.hasRemaining()) {
            byte[] key = new byte[entry.getInt()];
            byte[] value = new byte[entry.getInt()];
            entry.get(key).get(value);
            records.put(key, value);
        }
        return end;
    }

    private StorageException damagedAt(long at) {
        return new StorageException(file + " is damaged at byte " + at
                + ": what follows cannot be read, and may have been acknowledged; name another directory");
    }

    private void claim(String identity) {
        byte[] mine = identity.getBytes(StandardCharsets.UTF_8);
        byte[] owner = records.get(IDENTITY);
        if (owner == null) {
            begin();
            put(IDENTITY, mine);
            flush(commit());
        } else if (!Arrays.equals(owner, mine)) {
            throw new StorageException(file + " belongs to " + new String(owner, StandardCharsets.UTF_8) + ", not to "
                    + identity + "; name another directory");
        }
    }

    private boolean isMostlyOutdated() throws IOException {
        long live = records.entrySet().stream()
                .mapToLong(each -> RECORD_HEAD + each.getKey().length + each.getValue().length)
                .sum();
        return journal.size() > SMALL && journal.size() > 2 * live;
    }

    private JournalStore rewritten() throws IOException {
        Path anew = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(anew);
        FileChannel channel = FileChannel.open(
                anew, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        JournalStore store = new JournalStore(file, channel);
        lock(channel, anew);
        store.append(ByteBuffer.wrap(HEADER));
        store.begin();
        for (Map.Entry<byte[], byte[]> each : records.entrySet()) {
            store.put(each.getKey(), each.getValue());
            store.commit();
        }
        store.hurry();
        channel.force(true);
        store.flushed = store.written;
        Files.move(anew, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(file);
        journal.close();
        return store;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return records.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        putUnhurried(key, value);
        hurried = true;
    }

    @Override
    public void putUnhurried(byte[] key, byte[] value) {
        batch.add(new Record(key, records.put(key, value)));
    }

    @Override
    public void hurry() {
        hurried = true;
    }

    @Override
    public void forEachFrom(byte[] first, BiPredicate<byte[], byte[]> visitor) {
        for (Map.Entry<byte[], byte[]> each : records.tailMap(first, true).entrySet()) {
            if (!visitor.test(each.getKey(), each.getValue())) {
                return;
            }
        }
    }

    @Override
    public byte @Nullable [] lastKeyUpTo(byte[] last) {
        return records.floorKey(last);
    }

    @Override
    public void begin() {
        discard();
    }

    @Override
    public long commit() {
        if (!batch.isEmpty()) {
            try {
                append(entry());
            } catch (IOException e) {
                damaged = true;
                throw new StorageException("writing to " + file + " failed", e);
            } finally {
                batch.clear();
            }
            written++;
            waitedFor = hurried ? written : waitedFor;
        }
        hurried = false;
        return waitedFor;
    }

    private ByteBuffer entry() {
        NavigableMap<byte[], byte[]> changed = new TreeMap<>(Arrays::compareUnsigned);
        batch.forEach(each -> changed.put(each.key(), records.get(each.key())));
        long length = changed.entrySet().stream()
                .mapToLong(each -> RECORD_HEAD + each.getKey().length + each.getValue().length)
                .sum();
        if (length > MAX_ENTRY_BYTES) {
            throw new StorageException("a call stored " + length + " bytes, more than " + MAX_ENTRY_BYTES);
        }
        ByteBuffer entry = ByteBuffer.allocate(ENTRY_HEAD + (int) length).position(ENTRY_HEAD);
        changed.forEach((key, value) ->
                entry.putInt(key.length).putInt(value.length).put(key).put(value));
        int checksum = checksum(entry.flip().position(ENTRY_HEAD));
        return entry.putInt(0, (int) length).putInt(4, checksum).rewind();
    }

    @Override
    public void discard() {
        for (Record last : batch.reversed()) {
            if (last.before() == null) {
                records.remove(last.key());
            } else {
                records.put(last.key(), last.before());
            }
        }
        batch.clear();
        hurried = false;
    }

    /**
     * Has what a ticket covers on disk.
     *
     * @throws StorageException if that fails; nothing more of the store may be trusted until it is opened anew
     */
    public void flush(long ticket) {
        if (damaged) {
            throw new StorageException("an earlier write to " + file + " failed; open it anew");
        }
        if (ticket <= flushed) {
            return;
        }
        try {
            journal.force(false);
        } catch (IOException e) {
            damaged = true;
            throw new StorageException("flushing " + file + " failed", e);
        }
        flushed = written;
    }

    private void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            journal.write(bytes);
        }
    }

    private ByteBuffer bytes(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (journal.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException(file + " ends at byte " + (at + bytes.position()));
            }
        }
        return bytes.flip();
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate());
        return (int) checksum.getValue();
    }

    @Override
    public void close() {
        try (journal) {
            if (!damaged) {
                flush(written);
            }
        } catch (IOException e) {
            throw new StorageException("closing " + file + " failed", e);
        }
    }
}

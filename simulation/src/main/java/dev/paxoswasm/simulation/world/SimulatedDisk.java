package dev.paxoswasm.simulation.world;

import dev.paxoswasm.host.storage.CallBatch;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.host.storage.StorageException;
import dev.paxoswasm.simulation.scenario.Fault.DiskFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A disk with a write-ahead log. What is committed is visible to later calls and lost in a crash, unless it was
 * flushed; of what was not, a crash keeps the first batches of the log or none: the tail is torn.
 */
public final class SimulatedDisk implements OrderedStore, CallBatch {

    private record Change(byte[] key, byte[] value) {}

    private record Undo(byte[] key, byte @Nullable [] before) {}

    private record Batch(long number, List<Change> changes) {}

    private final NavigableMap<byte[], byte[]> durable = new TreeMap<>(Arrays::compareUnsigned);
    private NavigableMap<byte[], byte[]> visible = new TreeMap<>(Arrays::compareUnsigned);
    private final Deque<Batch> log = new ArrayDeque<>();
    private List<Change> changes = new ArrayList<>();
    private final List<Undo> undo = new ArrayList<>();
    private boolean hurried;
    private long written;
    private long waitedFor;
    private long flushed;
    private @Nullable DiskFailure failure;

    @Override
    public byte @Nullable [] get(byte[] key) {
        return visible.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        putUnhurried(key, value);
        hurried = true;
    }

    @Override
    public void hurry() {
        hurried = true;
    }

    @Override
    public void putUnhurried(byte[] key, byte[] value) {
        if (failure == DiskFailure.FULL) {
            throw new StorageException("no space left on device");
        }
        undo.add(new Undo(key, visible.put(key, value)));
        changes.add(new Change(key, value));
    }

    @Override
    public void forEachFrom(byte[] first, BiPredicate<byte[], byte[]> visitor) {
        for (Map.Entry<byte[], byte[]> record : visible.tailMap(first, true).entrySet()) {
            if (!visitor.test(record.getKey(), record.getValue())) {
                return;
            }
        }
    }

    @Override
    public byte @Nullable [] lastKeyUpTo(byte[] last) {
        return visible.floorKey(last);
    }

    @Override
    public void begin() {
        discard();
    }

    @Override
    public long commit() {
        if (!changes.isEmpty()) {
            if (failure == DiskFailure.WRITE_ERROR) {
                discard();
                throw new StorageException("writing to the log failed: input/output error");
            }
            written++;
            if (hurried) {
                waitedFor = written;
            }
            log.add(new Batch(written, changes));
            changes = new ArrayList<>();
            undo.clear();
        }
        hurried = false;
        return waitedFor;
    }

    @Override
    public void discard() {
        for (Undo last : undo.reversed()) {
            if (last.before() == null) {
                visible.remove(last.key());
            } else {
                visible.put(last.key(), last.before());
            }
        }
        undo.clear();
        changes.clear();
        hurried = false;
    }

    /** The number of the last batch written. */
    long written() {
        return written;
    }

    /** The number of the last batch that a crash cannot take. */
    long flushed() {
        return flushed;
    }

    /**
     * Makes durable what the log holds up to a batch.
     *
     * @throws StorageException if the disk fails; nothing more of it may be trusted until the node starts again
     */
    public void flush(long through) {
        if (failure == DiskFailure.FLUSH_ERROR) {
            throw new StorageException("flushing the log failed: input/output error");
        }
        keep(through);
    }

    private void keep(long through) {
        while (!log.isEmpty() && log.element().number() <= through) {
            Batch batch = log.remove();
            batch.changes().forEach(change -> durable.put(change.key(), change.value()));
            flushed = batch.number();
        }
    }

    /** Loses what is not flushed, but for so many per mille of its batches, the first ones. */
    public void crash(long kept) {
        discard();
        keep(flushed + (written - flushed) * kept / 1000);
        log.clear();
        written = flushed;
        waitedFor = flushed;
        visible = new TreeMap<>(durable);
    }

    /** What a copy made at this moment holds. */
    NavigableMap<byte[], byte[]> copy() {
        return new TreeMap<>(durable);
    }

    /** Holds nothing but what a copy of it held. The node is down. */
    void restore(NavigableMap<byte[], byte[]> copy) {
        durable.clear();
        durable.putAll(copy);
        visible = new TreeMap<>(durable);
    }

    void fail(DiskFailure how) {
        failure = how;
    }

    void repair() {
        failure = null;
    }

    /** What a crash at this moment would leave for sure. */
    OrderedStore durable() {
        return new OrderedStore() {
            @Override
            public byte @Nullable [] get(byte[] key) {
                return durable.get(key);
            }

            @Override
            public void put(byte[] key, byte[] value) {
                throw new UnsupportedOperationException("the durable part of a disk is read only");
            }

            @Override
            public void putUnhurried(byte[] key, byte[] value) {
                put(key, value);
            }

            @Override
            public void hurry() {
                throw new UnsupportedOperationException("the durable part of a disk is read only");
            }

            @Override
            public void forEachFrom(byte[] first, BiPredicate<byte[], byte[]> visitor) {
                for (Map.Entry<byte[], byte[]> record :
                        durable.tailMap(first, true).entrySet()) {
                    if (!visitor.test(record.getKey(), record.getValue())) {
                        return;
                    }
                }
            }

            @Override
            public byte @Nullable [] lastKeyUpTo(byte[] last) {
                return durable.floorKey(last);
            }
        };
    }
}

package dev.paxoswasm.host.storage;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What slots hold, kept in runs: one record for a run of consecutive slots, under the last of them. A batch costs the
 * store one record and not one a slot, the first record from a slot's key on is the only one that can hold that slot,
 * and the key of the last record is the highest slot.
 *
 * <p>No two runs overlap: what is stored for a slot that a run holds takes its place within that run. Runs are split,
 * never joined, so that nothing is ever deleted.
 */
final class SlotRuns<E> {

    /** How one entry is written; its slot is not, since it follows from its place in the run. */
    interface Form<E> {

        long slot(E entry);

        int payloadBytes(E entry);

        int bytes(E entry);

        void put(ByteBuffer buffer, E entry);

        /** Reads an entry that takes up the rest of the buffer. */
        E get(ByteBuffer buffer, long slot);
    }

    /**
     * The most bytes of entries in a run; a single larger entry is a run of its own. What reads one slot reads a whole
     * run.
     */
    static final int MAX_RUN_BYTES = 64 << 10;

    private final OrderedStore store;
    private final char letter;
    private final Form<E> form;

    /**
     * No slot above this one holds anything; unknown before the first write. After a batch was discarded it may be too
     * high.
     */
    private @Nullable Long nothingAbove;

    SlotRuns(OrderedStore store, char letter, Form<E> form) {
        this.store = store;
        this.letter = letter;
        this.form = form;
    }

    /** Stores each entry in place of what its slot held, a later one of the list in place of an earlier one. */
    void store(List<E> entries) {
        forEachRun(entries, this::storeRun);
    }

    private void storeRun(List<E> run) {
        long last = form.slot(run.getLast());
        long filledThrough = nothingAbove == null ? highest() : nothingAbove;
        if (form.slot(run.getFirst()) > filledThrough) {
            append(run);
        } else {
            replace(run);
        }
        nothingAbove = Math.max(filledThrough, last);
    }

    private void append(List<E> run) {
        store.put(Keys.slot(letter, form.slot(run.getLast())), write(run));
    }

    private void replace(List<E> run) {
        NavigableMap<Long, E> left = new TreeMap<>();
        run.forEach(entry -> left.put(form.slot(entry), entry));
        for (List<E> held : runsWithin(left.firstKey(), left.lastKey())) {
            held.replaceAll(entry -> {
                E instead = left.remove(form.slot(entry));
                return instead == null ? entry : instead;
            });
            forEachRun(held, this::append);
        }
        forEachRun(List.copyOf(left.values()), this::append);
    }

    private List<List<E>> runsWithin(long first, long last) {
        List<List<E>> runs = new ArrayList<>();
        store.forEachFrom(Keys.slot(letter, first), (key, value) -> {
            if (!Keys.isSlot(letter, key)) {
                return false;
            }
            List<E> run = new ArrayList<>();
            read(key, value, 0, run::add);
            if (form.slot(run.getFirst()) > last) {
                return false;
            }
            runs.add(run);
            return Keys.slotOf(key) < last;
        });
        return runs;
    }

    private void forEachRun(List<E> entries, Consumer<List<E>> consumer) {
        int from = 0;
        long bytes = 0;
        for (int to = 0; to < entries.size(); to++) {
            E entry = entries.get(to);
            bytes += form.bytes(entry);
            boolean follows = to == from || form.slot(entry) == form.slot(entries.get(to - 1)) + 1;
            if (to > from && (!follows || bytes > MAX_RUN_BYTES)) {
                consumer.accept(entries.subList(from, to));
                from = to;
                bytes = form.bytes(entry);
            }
        }
        if (from < entries.size()) {
            consumer.accept(entries.subList(from, entries.size()));
        }
    }

    /** The entries from a slot on, as many as have room, in ascending order of slots. */
    List<E> load(long firstSlot, Page page) {
        List<E> entries = new ArrayList<>();
        store.forEachFrom(
                Keys.slot(letter, firstSlot),
                (key, value) -> Keys.isSlot(letter, key)
                        && read(key, value, firstSlot, entry -> {
                            boolean fits = page.takes(form.payloadBytes(entry));
                            if (fits) {
                                entries.add(entry);
                            }
                            return fits && page.hasRoom();
                        }));
        return entries;
    }

    /** The highest slot that holds something; 0 when none does. */
    long highest() {
        byte[] last = store.lastKeyUpTo(Keys.slot(letter, Long.MAX_VALUE));
        return last != null && Keys.isSlot(letter, last) ? Keys.slotOf(last) : 0;
    }

    private byte[] write(List<E> run) {
        int length = Integer.BYTES;
        for (E entry : run) {
            length += Integer.BYTES + form.bytes(entry);
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).putInt(run.size());
        for (E entry : run) {
            form.put(buffer.putInt(form.bytes(entry)), entry);
        }
        return buffer.array();
    }

    private interface Visitor<E> {
        /** Whether more is wanted. */
        boolean visit(E entry);
    }

    /** Goes through the entries of a run from a slot on; says whether the visitor still wants more at its end. */
    private boolean read(byte[] key, byte[] value, long firstSlot, Visitor<E> visitor) {
        ByteBuffer run = ByteBuffer.wrap(value);
        try {
            int count = run.getInt();
            long last = Keys.slotOf(key);
            if (count < 1 || count > last) {
                throw new StorageException("a stored run that ends at slot " + last + " says that it has " + count);
            }
            for (long slot = last - count + 1; slot <= last; slot++) {
                int bytes = run.getInt();
                ByteBuffer entry = run.slice(run.position(), bytes);
                run.position(run.position() + bytes);
                if (slot >= firstSlot && !visitor.visit(form.get(entry, slot))) {
                    return false;
                }
            }
            if (run.hasRemaining()) {
                throw new StorageException("a stored run has " + run.remaining() + " bytes too many");
            }
            return true;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new StorageException("a stored run of " + value.length + " bytes cannot be read", e);
        }
    }
}

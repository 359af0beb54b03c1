package dev.paxoswasm.simulation.exhaustive;

import org.jspecify.annotations.Nullable;

/** What was computed of two numbers: found again without an object for the pair. */
final class PairMap<T> {

    private static final int FEW = 1 << 10;

    private long[] keys = new long[FEW];
    private @Nullable Object[] values = new Object[FEW];
    private int size;

    /** Null where nothing was put. */
    @SuppressWarnings("unchecked")
    @Nullable
    T get(int first, int second) {
        return (T) values[place(key(first, second))];
    }

    /** To be called once for each pair. */
    void put(int first, int second, T value) {
        if (++size > keys.length / 2) {
            grow();
        }
        putNew(key(first, second), value);
    }

    private void putNew(long key, @Nullable Object value) {
        int at = place(key);
        keys[at] = key;
        values[at] = value;
    }

    private static long key(int first, int second) {
        return (long) first << 32 | second;
    }

    /** Where the key is, or would be. */
    private int place(long key) {
        int mask = keys.length - 1;
        long mixed = key * 0x9E3779B97F4A7C15L;
        int at = (int) (mixed >>> 32) & mask;
        while (values[at] != null && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new Object[oldKeys.length * 2];
        for (int at = 0; at < oldKeys.length; at++) {
            if (oldValues[at] != null) {
                putNew(oldKeys[at], oldValues[at]);
            }
        }
    }
}

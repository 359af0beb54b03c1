package dev.paxoswasm.simulation.exhaustive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All states met, whole and not as fingerprints, so that none is taken for another; numbered in the order they were
 * met, each with the one it was met from.
 */
final class StateStore {

    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int ROW = Model.WIDTH + 1;

    private final List<int[]> chunks = new ArrayList<>();
    private int[] table = emptyTable(1 << 16);
    private int size;

    private static int[] emptyTable(int length) {
        int[] table = new int[length];
        Arrays.fill(table, -1);
        return table;
    }

    int size() {
        return size;
    }

    /** Whether it is new. */
    boolean add(int[] state, int parent) {
        int at = place(state);
        if (table[at] >= 0) {
            return false;
        }
        if (size >> CHUNK_BITS == chunks.size()) {
            chunks.add(new int[CHUNK * ROW]);
        }
        int[] chunk = chunks.get(size >> CHUNK_BITS);
        int offset = (size & CHUNK - 1) * ROW;
        System.arraycopy(state, 0, chunk, offset, Model.WIDTH);
        chunk[offset + Model.WIDTH] = parent;
        table[at] = size++;
        if (size > table.length / 2) {
            grow();
        }
        return true;
    }

    void get(int number, int[] state) {
        System.arraycopy(chunks.get(number >> CHUNK_BITS), (number & CHUNK - 1) * ROW, state, 0, Model.WIDTH);
    }

    int parent(int number) {
        return chunks.get(number >> CHUNK_BITS)[(number & CHUNK - 1) * ROW + Model.WIDTH];
    }

    private int place(int[] state) {
        long hash = 0;
        for (int part : state) {
            hash = (hash ^ part) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        int mask = table.length - 1;
        int at = (int) hash & mask;
        while (table[at] >= 0 && !holds(table[at], state)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private boolean holds(int number, int[] state) {
        int offset = (number & CHUNK - 1) * ROW;
        return Arrays.equals(chunks.get(number >> CHUNK_BITS), offset, offset + Model.WIDTH, state, 0, Model.WIDTH);
    }

    private void grow() {
        table = emptyTable(table.length * 2);
        int[] state = new int[Model.WIDTH];
        for (int number = 0; number < size; number++) {
            get(number, state);
            table[place(state)] = number;
        }
    }
}

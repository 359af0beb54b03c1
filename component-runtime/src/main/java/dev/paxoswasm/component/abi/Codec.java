package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.binary.CoreType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves the values of one WIT type between Java and a guest; made once a type, without state. */
abstract class Codec {

    /** The most flat values that are passed without memory; more need not be told apart. */
    static final int MAX_FLAT = 16;

    final int size;
    final int alignment;

    /** What a value takes as Java objects, at most, without the content of strings and lists in it. */
    final int heap;

    /** The core types of the flattened value, or null if they are more than {@link #MAX_FLAT}. */
    final @Nullable List<CoreType> flat;

    /** Whether a value contains a string or list, so that the receiver must allocate. */
    final boolean allocates;

    Codec(int size, int alignment, int heap, @Nullable List<CoreType> flat, boolean allocates) {
        this.size = size;
        this.alignment = alignment;
        this.heap = heap;
        this.flat = flat;
        this.allocates = allocates;
    }

    /** Whether a handle in a value is lent for the time of a call. */
    boolean lends() {
        return false;
    }

    /** @throws InvalidValue if the value is none of this type */
    abstract void check(@Nullable Object value, HandleCheck handles);

    /** Reads a value from memory that is known to hold {@link #size} bytes there. */
    abstract Object load(GuestMemory guest, int address);

    /** Writes a checked value. */
    abstract void store(GuestMemory guest, int address, Object value);

    /** Reads a value from flat values, from the given index on. */
    abstract Object lift(GuestMemory guest, long[] values, int index);

    /** Writes a checked value as flat values, from the given index on. */
    abstract void lower(GuestMemory guest, Object value, long[] values, int index);

    /** Writes down a value that lies in memory, and has been lifted from there or lowered to it. */
    abstract void copy(GuestMemory guest, int address, ValueSink out);

    /** Writes down a value that has been lifted or lowered as flat values, from the given index on. */
    abstract void copy(GuestMemory guest, long[] values, int index, ValueSink out);

    static int align(int offset, int alignment) {
        return offset + alignment - 1 & -alignment;
    }
}

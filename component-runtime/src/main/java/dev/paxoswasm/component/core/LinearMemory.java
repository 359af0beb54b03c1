package dev.paxoswasm.component.core;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.PassiveDataSegment;
import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.MemoryLimitException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A linear memory as one array, bounded by a {@link MemoryBudget}.
 *
 * <p>Every module that imports it sees it through its own {@linkplain #view() view}, since Chicory keeps a module's
 * passive data segments with the memory, where those of a second module would replace those of the first.
 */
@SuppressWarnings("removal") // the interface still has methods that are on their way out
public final class LinearMemory implements Memory {

    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final VarHandle FLOAT = view(float[].class);
    private static final VarHandle DOUBLE = view(double[].class);

    private final MemoryBudget budget;
    private final MemoryLimits limits;
    private final int maxPages;
    private final List<LinearMemory> views;

    /** As long as the memory or longer, to grow without copying each time. */
    private byte[] bytes;

    private int size;
    private DataSegment[] segments = {};

    LinearMemory(MemoryLimits limits, MemoryBudget budget) {
        this.budget = budget;
        this.limits = limits;
        int declared = Math.min(limits.maximumPages(), RUNTIME_MAX_PAGES);
        if (limits.initialPages() > RUNTIME_MAX_PAGES || !budget.reserve(limits.initialPages())) {
            throw MemoryLimitException.atStart(limits.initialPages(), budget.usedBytes(), budget.maxBytes());
        }
        this.maxPages = Math.min(declared, limits.initialPages() + budget.freePages());
        this.views = new ArrayList<>();
        this.size = limits.initialPages() * PAGE_SIZE;
        this.bytes = new byte[size];
        views.add(this);
    }

    private LinearMemory(LinearMemory origin) {
        this.budget = origin.budget;
        this.limits = origin.limits;
        this.maxPages = origin.maxPages;
        this.views = origin.views;
        this.bytes = origin.bytes;
        this.size = origin.size;
        views.add(this);
    }

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
    }

    /** The same memory for another module. */
    LinearMemory view() {
        return new LinearMemory(this);
    }

    /** The array behind the memory, until it grows; only the first {@link #size} bytes are the memory's. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    // Within a range of the memory that has been checked as a whole; the array checks its own bounds.

    public int unchecked8(int address) {
        return bytes[address] & 0xff;
    }

    public int unchecked16(int address) {
        return (short) SHORT.get(bytes, address) & 0xffff;
    }

    public int unchecked32(int address) {
        return (int) INT.get(bytes, address);
    }

    public long unchecked64(int address) {
        return (long) LONG.get(bytes, address);
    }

    public void unchecked8(int address, int value) {
        bytes[address] = (byte) value;
    }

    public void unchecked16(int address, int value) {
        SHORT.set(bytes, address, (short) value);
    }

    public void unchecked32(int address, int value) {
        INT.set(bytes, address, value);
    }

    public void unchecked64(int address, long value) {
        LONG.set(bytes, address, value);
    }

    private void check(int address, int length) {
        if (address < 0 || address > size - length) {
            throw outOfBounds(address, length);
        }
    }

    private ComponentTrapException outOfBounds(int address, int length) {
        return new ComponentTrapException("out of bounds memory access: " + (length & 0xffffffffL) + " bytes at "
                + (address & 0xffffffffL) + " of " + size);
    }

    private void checkRange(int address, int length) {
        if (address < 0 || length < 0 || address > size - length) {
            throw outOfBounds(address, length);
        }
    }

    @Override
    public int pages() {
        return size >>> 16;
    }

    @Override
    public int grow(int more) {
        int before = pages();
        if (more < 0 || more > declaredPages() - before || !budget.reserve(more)) {
            return -1;
        }
        int newSize = (before + more) * PAGE_SIZE;
        byte[] grown = bytes;
        if (newSize > grown.length) {
            long roomy = Math.max(newSize, newSize + (long) newSize / 2);
            int capacity = (int) Math.min(roomy, (long) maxPages * PAGE_SIZE);
            grown = Arrays.copyOf(bytes, Math.max(capacity, newSize));
        }
        for (LinearMemory view : views) {
            view.bytes = grown;
            view.size = newSize;
        }
        return before;
    }

    private int declaredPages() {
        return Math.min(limits.maximumPages(), RUNTIME_MAX_PAGES);
    }

    @Override
    public int initialPages() {
        return limits.initialPages();
    }

    @Override
    public int maximumPages() {
        return declaredPages();
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public void initialize(Instance instance, DataSegment[] dataSegments) {
        initialize(instance, dataSegments, 0);
    }

    @Override
    public void initialize(Instance instance, DataSegment[] dataSegments, int memoryIndex) {
        segments = dataSegments;
        for (DataSegment segment : dataSegments) {
            if (segment instanceof ActiveDataSegment active && active.index() == memoryIndex) {
                int address = ConstantExpression.value(instance, active.offsetInstructions());
                write(address, active.data(), 0, active.data().length);
            }
        }
    }

    @Override
    public void initPassiveSegment(int segment, int destination, int offset, int length) {
        write(destination, segments[segment].data(), offset, length);
    }

    @Override
    public void drop(int segment) {
        segments[segment] = PassiveDataSegment.EMPTY;
    }

    @Override
    public void write(int address, byte[] data, int offset, int length) {
        checkRange(address, length);
        if (offset < 0 || offset > data.length - length) {
            throw outOfBounds(offset, length);
        }
        System.arraycopy(data, offset, bytes, address, length);
    }

    @Override
    public byte read(int address) {
        check(address, 1);
        return bytes[address];
    }

    @Override
    public byte[] readBytes(int address, int length) {
        checkRange(address, length);
        return Arrays.copyOfRange(bytes, address, address + length);
    }

    @Override
    public void writeI32(int address, int value) {
        check(address, 4);
        INT.set(bytes, address, value);
    }

    @Override
    public int readInt(int address) {
        check(address, 4);
        return (int) INT.get(bytes, address);
    }

    @Override
    public void writeLong(int address, long value) {
        check(address, 8);
        LONG.set(bytes, address, value);
    }

    @Override
    public long readLong(int address) {
        check(address, 8);
        return (long) LONG.get(bytes, address);
    }

    @Override
    public void writeShort(int address, short value) {
        check(address, 2);
        SHORT.set(bytes, address, value);
    }

    @Override
    public short readShort(int address) {
        check(address, 2);
        return (short) SHORT.get(bytes, address);
    }

    @Override
    public long readU16(int address) {
        return readShort(address) & 0xffff;
    }

    @Override
    public void writeByte(int address, byte value) {
        check(address, 1);
        bytes[address] = value;
    }

    @Override
    public void writeF32(int address, float value) {
        check(address, 4);
        FLOAT.set(bytes, address, value);
    }

    @Override
    public long readF32(int address) {
        return readInt(address);
    }

    @Override
    public float readFloat(int address) {
        check(address, 4);
        return (float) FLOAT.get(bytes, address);
    }

    @Override
    public void writeF64(int address, double value) {
        check(address, 8);
        DOUBLE.set(bytes, address, value);
    }

    @Override
    public double readDouble(int address) {
        check(address, 8);
        return (double) DOUBLE.get(bytes, address);
    }

    @Override
    public long readF64(int address) {
        return readLong(address);
    }

    /** Asked for once, before the data segments are written: a new memory is zero already. */
    @Override
    public void zero() {}

    @Override
    public void fill(byte value, int from, int to) {
        if (from < 0 || to < from || to > size) {
            throw outOfBounds(from, to - from);
        }
        Arrays.fill(bytes, from, to, value);
    }

    @Override
    public void copy(int destination, int source, int length) {
        checkRange(source, length);
        checkRange(destination, length);
        System.arraycopy(bytes, source, bytes, destination, length);
    }

    // Shared memories are refused when a module is scanned, so nothing can wait on this one.

    @Override
    @Deprecated(forRemoval = true)
    public Object lock(int address) {
        throw unshared();
    }

    @Override
    @Deprecated(forRemoval = true)
    public int waitOn(int address, int expected, long timeout) {
        throw unshared();
    }

    @Override
    @Deprecated(forRemoval = true)
    public int waitOn(int address, long expected, long timeout) {
        throw unshared();
    }

    @Override
    @Deprecated(forRemoval = true)
    public int notify(int address, int maxThreads) {
        throw unshared();
    }

    private static ComponentTrapException unshared() {
        return new ComponentTrapException("atomic wait on a memory that is not shared");
    }
}

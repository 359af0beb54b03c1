package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.core.CoreFunction;
import dev.paxoswasm.component.core.LinearMemory;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One side of a call: the memory and the allocator that its canonical options name. How single values lie there, which
 * both the generic values of this library and generated code are moved with.
 *
 * <p>An address that is stored to or loaded from lies within a range that has been checked before: the parameters or the
 * result of the call, what {@link #allocate} or {@link #allocateList} returned, or what {@link #requireList} let pass.
 */
public final class GuestMemory {

    private static final char REPLACEMENT = '\ufffd';

    private final ComponentState state;
    private final @Nullable LinearMemory memory;
    private final @Nullable CoreFunction realloc;
    private final LiftBudget budget;

    public GuestMemory(
            ComponentState state, @Nullable LinearMemory memory, @Nullable CoreFunction realloc, LiftBudget budget) {
        this.state = state;
        this.memory = memory;
        this.realloc = realloc;
        this.budget = budget;
    }

    ComponentState state() {
        return state;
    }

    /** Linking has made sure that whatever needs a memory has one. */
    @SuppressWarnings("NullAway")
    LinearMemory memory() {
        return memory;
    }

    /** Asks the guest for room of its own: {@code realloc(0, 0, alignment, size)}. */
    @SuppressWarnings("NullAway")
    public int allocate(int alignment, int size) {
        state.mayLeave = false;
        int address = (int) realloc.call(new long[] {0, 0, alignment, size})[0];
        state.mayLeave = true;
        checkRange("what realloc returned", address, alignment, size);
        return address;
    }

    /** Asks the guest for room for the elements of a list. */
    public int allocateList(int count, int elementSize, int alignment) {
        long size = (long) count * elementSize;
        if (size > Integer.MAX_VALUE) {
            throw new ComponentTrapException("a list of " + count + " elements takes " + size + " bytes, over 2 GiB");
        }
        return allocate(alignment, (int) size);
    }

    /** Traps unless the bytes are aligned and inside the memory. */
    void checkRange(String what, int address, int alignment, long length) {
        if ((address & alignment - 1) != 0) {
            throw new ComponentTrapException(
                    what + ", " + (address & 0xffffffffL) + ", is not aligned to " + alignment + " bytes");
        }
        if (address < 0 || address + length > memory().size()) {
            throw new ComponentTrapException(what + ", " + length + " bytes at " + (address & 0xffffffffL)
                    + ", reaches out of the memory of " + memory().size() + " bytes");
        }
    }

    private void checkLift(String what, int address, int alignment, long length) {
        checkRange(what, address, alignment, length);
        budget.take(length);
    }

    /**
     * Traps unless the elements of a list are aligned, inside the memory, and within what a call may pass.
     *
     * @param count unsigned
     */
    public void requireList(int address, int count, int elementSize, int alignment) {
        checkLift("a list", address, alignment, (count & 0xffffffffL) * elementSize);
    }

    /** Traps if the component passed a case that there is not. */
    public static int caseIndex(int index, int cases, String what) {
        if (index < 0 || index >= cases) {
            throw new ComponentTrapException(
                    "the component passed case " + (index & 0xffffffffL) + " of a " + what + " of " + cases + " cases");
        }
        return index;
    }

    /** Traps if the component passed a char that is none. */
    public static int scalar(int codePoint) {
        if (codePoint < 0 || codePoint > 0x10ffff || codePoint >= 0xd800 && codePoint <= 0xdfff) {
            throw new ComponentTrapException(
                    "the component passed the char 0x" + Integer.toHexString(codePoint) + ", no Unicode scalar value");
        }
        return codePoint;
    }

    public int load8(int address) {
        return memory().unchecked8(address);
    }

    public int load16(int address) {
        return memory().unchecked16(address);
    }

    public int load32(int address) {
        return memory().unchecked32(address);
    }

    public long loadU32(int address) {
        return load32(address) & 0xffffffffL;
    }

    public long load64(int address) {
        return memory().unchecked64(address);
    }

    public void store8(int address, int value) {
        memory().unchecked8(address, value);
    }

    public void store16(int address, int value) {
        memory().unchecked16(address, value);
    }

    public void store32(int address, int value) {
        memory().unchecked32(address, value);
    }

    public void storeU32(int address, long value) {
        store32(address, (int) value);
    }

    public void store64(int address, long value) {
        memory().unchecked64(address, value);
    }

    /** Stores where a list, a string or bytes lie, and how many elements there are. */
    public void storePointer(int address, int target, int count) {
        store64(address, target & 0xffffffffL | (long) count << 32);
    }

    public void storeString(int address, String value) {
        storeBytes(address, value.getBytes(StandardCharsets.UTF_8));
    }

    public void lowerString(String value, long[] flat, int index) {
        lowerBytes(value.getBytes(StandardCharsets.UTF_8), flat, index);
    }

    public void storeBytes(int address, byte[] value) {
        storePointer(address, place(value), value.length);
    }

    public void lowerBytes(byte[] value, long[] flat, int index) {
        flat[index] = place(value) & 0xffffffffL;
        flat[index + 1] = value.length;
    }

    private int place(byte[] value) {
        int address = allocate(1, value.length);
        memory().write(address, value, 0, value.length);
        return address;
    }

    public String loadString(int address) {
        return string(load32(address), load32(address + 4));
    }

    public String liftString(long[] flat, int index) {
        return string((int) flat[index], (int) flat[index + 1]);
    }

    private String string(int address, int length) {
        checkLift("a string", address, 1, length & 0xffffffffL);
        byte[] bytes = memory().bytes();
        String string = new String(bytes, address, length, StandardCharsets.UTF_8);
        if (string.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(bytes, address, length);
        }
        return string;
    }

    /** The fast decoder replaces what is no UTF-8, so a replacement character is either real or a sign of that. */
    private static void requireUtf8(byte[] bytes, int address, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, address, length));
        } catch (CharacterCodingException e) {
            throw new ComponentTrapException("the component passed a string that is not UTF-8", e);
        }
    }

    public byte[] loadBytes(int address) {
        return bytes(load32(address), load32(address + 4));
    }

    public byte[] liftBytes(long[] flat, int index) {
        return bytes((int) flat[index], (int) flat[index + 1]);
    }

    private byte[] bytes(int address, int length) {
        checkLift("a list<u8>", address, 1, length & 0xffffffffL);
        return memory().readBytes(address, length);
    }
}

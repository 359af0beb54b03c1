package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.ComponentTrapException;
import dev.paxoswasm.component.binary.Definition.StringEncoding;
import dev.paxoswasm.component.core.CoreFunction;
import dev.paxoswasm.component.core.LinearMemory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One side of a call: the memory and the allocator that its canonical options name. How single values lie there, which
 * both the generic values of this library and generated code are moved with.
 *
 * <p>An address that is stored to or loaded from lies within a range that has been checked before: the parameters or
 * the result of the call, what {@link #allocate} or {@link #allocateList} returned, or what {@link #requireList} let
 * pass.
 */
public final class GuestMemory {

    /** The canonical ABI's bound for one list. */
    private static final long MAX_LIST_BYTES = (1 << 28) - 1;

    private final ComponentState state;
    private final @Nullable LinearMemory memory;
    private final @Nullable CoreFunction realloc;
    private final LiftBudget budget;

    private final StringEncoding encoding;
    private final Resources resources;
    private ResourceBindings bindings = ResourceBindings.OF_HOST;
    private @Nullable BorrowScope scope;
    private boolean toComponent;

    public GuestMemory(
            ComponentState state,
            @Nullable LinearMemory memory,
            @Nullable CoreFunction realloc,
            StringEncoding encoding,
            LiftBudget budget,
            Resources resources) {
        this.state = state;
        this.memory = memory;
        this.realloc = realloc;
        this.encoding = encoding;
        this.budget = budget;
        this.resources = resources;
    }

    /** Sets what handles are lent for from now on. */
    void lendFor(@Nullable BorrowScope call) {
        scope = call;
    }

    /** Sets what the resource types stand for that code knows which moves values from now on. */
    void bind(ResourceBindings of) {
        bindings = of;
    }

    /** Sets whether what is lifted from now on goes to another component, and not to the host. */
    void liftToComponent(boolean to) {
        toComponent = to;
    }

    private BorrowScope scope() {
        return Objects.requireNonNull(scope);
    }

    ResourceHandle liftOwn(int index, int resource) {
        return state.handles().give(index, resources.get(resource));
    }

    ResourceHandle liftBorrow(int index, int resource) {
        return liftBorrow(index, resources.get(resource));
    }

    private ResourceHandle liftBorrow(int index, Resource resource) {
        HandleTable.Entry entry = state.handles().get(index, resource);
        scope().lend(entry);
        return ResourceHandle.lent(entry.resource, entry.representation, scope());
    }

    int lowerOwn(ResourceHandle handle) {
        return state.handles().take(handle);
    }

    /** The instance that defines the resource type is told what it made the handle of, and needs no handle. */
    int lowerBorrow(ResourceHandle handle) {
        scope().lend(handle);
        if (handle.resource().isDefinedBy(state)) {
            return (Integer) handle.rep();
        }
        scope().borrow(1);
        return state.handles().add(new HandleTable.Entry(handle.resource(), handle.rep(), scope()));
    }

    /**
     * Lifts what the component gives away: an object of the host, or the proxy of a resource of the component's.
     *
     * @param index of the handle, as the component knows it
     */
    public <T> T liftOwn(HostResource<T> resource, int index) {
        return bindings.object(resource, state.handles().give(index, bindings.resource(resource)));
    }

    /**
     * Lifts what the component lends for the time of a call.
     *
     * @param index of the handle, as the component knows it
     */
    public <T> T liftBorrow(HostResource<T> resource, int index) {
        return bindings.object(resource, liftBorrow(index, bindings.resource(resource)));
    }

    /** Gives an object to the component; returns the index of the handle, as the component knows it. */
    public <T> int lowerOwn(HostResource<T> resource, T object) {
        return lowerOwn(bindings.own(resource, object));
    }

    /** Lends an object to the component for the time of the call; returns what the component knows it by. */
    public <T> int lowerBorrow(HostResource<T> resource, T object) {
        return lowerBorrow(bindings.borrow(resource, object));
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
    public int allocate(int alignment, int size) {
        return reallocate(0, 0, alignment, size);
    }

    @SuppressWarnings("NullAway")
    int reallocate(int old, int oldSize, int alignment, int size) {
        state.mayLeave = false;
        int address = (int) realloc.call(new long[] {old & 0xffffffffL, oldSize, alignment, size})[0];
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

    /**
     * Traps unless the elements of a list are aligned, inside the memory, and within what a call may pass.
     *
     * @param count unsigned
     * @param elementHeap what an element takes as Java objects, see {@link Layout#heap}
     */
    public void requireList(int address, int count, int elementSize, int alignment, int elementHeap) {
        checkRange("a list", address, alignment, (count & 0xffffffffL) * elementSize);
        if ((count & 0xffffffffL) * elementSize > MAX_LIST_BYTES) {
            throw new ComponentTrapException("the component passed a list of " + (count & 0xffffffffL)
                    + " elements, over " + MAX_LIST_BYTES + " bytes");
        }
        budget.takeList(count & 0xffffffffL, Heap.PLACE + (long) elementHeap);
    }

    /** To be called with each element that is moved, so that a call can be stopped amid a long list. */
    public void step() {
        budget.step();
    }

    /**
     * Holds every list that the component passes from now on in this call, but those of bytes, to so many elements. To
     * be called before an answer is lifted.
     */
    public void boundLists(long elements) {
        budget.boundLists(elements);
    }

    /** Charges the arguments of a call to the host, whose lists have at most so many elements each. */
    void beginArguments(Codec parameters, long maxElements) {
        budget.take(Heap.CALL + (long) parameters.heap);
        budget.boundLists(maxElements);
    }

    void endArguments() {
        budget.boundLists(LiftBudget.UNBOUNDED);
        if (!toComponent) {
            state.handles().delivered();
        }
    }

    /** Charges a value that is about to be made, without its strings and lists, which are charged each. */
    void charge(Codec codec) {
        budget.take(codec.heap);
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
        store64(address, place(value));
    }

    public void lowerString(String value, long[] flat, int index) {
        lower(place(value), flat, index);
    }

    /** Stores a string that was lifted for a component or comes from the host. */
    void storePassed(int address, Object value) {
        store64(address, place(value));
    }

    void lowerPassed(Object value, long[] flat, int index) {
        lower(place(value), flat, index);
    }

    private long place(Object value) {
        return value instanceof PassedString(String passed, PassedString.Form form)
                ? Strings.place(passed, form, encoding, this, budget)
                : Strings.place((String) value, PassedString.Form.JAVA, encoding, this, budget);
    }

    private static void lower(long pointer, long[] flat, int index) {
        flat[index] = pointer & 0xffffffffL;
        flat[index + 1] = pointer >>> 32;
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
        budget.work(value.length);
        memory().write(address, value, 0, value.length);
        return address;
    }

    public String loadString(int address) {
        return string(load32(address), load32(address + 4));
    }

    public String liftString(long[] flat, int index) {
        return string((int) flat[index], (int) flat[index + 1]);
    }

    /** Lifts a string for whom it goes to. */
    Object liftPassed(int address, int length) {
        String value = string(address, length);
        if (!toComponent) {
            return value;
        }
        budget.take(Heap.MEDIUM);
        return new PassedString(value, PassedString.form(encoding, length));
    }

    private String string(int address, int length) {
        return Strings.string(address, length, encoding, this, budget);
    }

    /** Writes down a string that has been lifted from there or lowered to it. */
    void copyString(int address, int length, ValueSink out) {
        if (encoding == StringEncoding.UTF8) {
            copyBytes(address, length, out);
        } else {
            out.text(Strings.string(address, length, encoding, this, new LiftBudget(LiftBudget.UNBOUNDED)));
        }
    }

    void copyBytes(int address, int length, ValueSink out) {
        out.sized(memory().bytes(), address, length);
    }

    public byte[] loadBytes(int address) {
        return bytes(load32(address), load32(address + 4));
    }

    public byte[] liftBytes(long[] flat, int index) {
        return bytes((int) flat[index], (int) flat[index + 1]);
    }

    private byte[] bytes(int address, int length) {
        checkRange("a list<u8>", address, 1, length & 0xffffffffL);
        budget.take(Heap.BYTES + (long) length);
        return memory().readBytes(address, length);
    }
}

package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.binary.CoreType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Handles of a resource type, passed as their number in the table of the instance that has them. */
final class HandleCodec extends Codec {

    /** What a handle says of what it refers to. */
    enum Ownership {
        OWN,
        BORROW;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Ownership ownership;
    private final int resource;

    /** @param resource its number in the plan */
    HandleCodec(Ownership ownership, int resource) {
        super(4, 4, Heap.HANDLE, List.of(CoreType.I32), false);
        this.ownership = ownership;
        this.resource = resource;
    }

    @Override
    boolean lends() {
        return ownership == Ownership.BORROW;
    }

    @Override
    void check(@Nullable Object value, HandleCheck handles) {
        if (!(value instanceof ResourceHandle handle)) {
            throw new InvalidValue(ownership + " as ResourceHandle", value);
        }
        switch (ownership) {
            case OWN -> handles.give(handle, resource);
            case BORROW -> handles.lend(handle, resource);
        }
    }

    @Override
    Object load(GuestMemory guest, int address) {
        return lifted(guest, guest.load32(address));
    }

    @Override
    void store(GuestMemory guest, int address, Object value) {
        guest.store32(address, lowered(guest, value));
    }

    @Override
    Object lift(GuestMemory guest, long[] values, int index) {
        return lifted(guest, (int) values[index]);
    }

    @Override
    void lower(GuestMemory guest, Object value, long[] values, int index) {
        values[index] = lowered(guest, value) & 0xffffffffL;
    }

    private Object lifted(GuestMemory guest, int index) {
        return switch (ownership) {
            case OWN -> guest.liftOwn(index, resource);
            case BORROW -> guest.liftBorrow(index, resource);
        };
    }

    private int lowered(GuestMemory guest, Object value) {
        ResourceHandle handle = (ResourceHandle) value;
        return switch (ownership) {
            case OWN -> guest.lowerOwn(handle);
            case BORROW -> guest.lowerBorrow(handle);
        };
    }

    @Override
    void copy(GuestMemory guest, int address, ValueSink out) {
        throw unwritable();
    }

    @Override
    void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
        throw unwritable();
    }

    private static IllegalStateException unwritable() {
        return new IllegalStateException("a handle means nothing outside of its instance, and is not written down");
    }
}

package dev.paxoswasm.component.abi;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of anything but bytes. */
final class ListCodec extends PointerCodec {

    private final Codec element;

    ListCodec(Codec element) {
        this.element = element;
    }

    @Override
    boolean lends() {
        return element.lends();
    }

    @Override
    void check(@Nullable Object value, HandleCheck handles) {
        if (!(value instanceof List<?> list)) {
            throw new InvalidValue("list as java.util.List", value);
        }
        if ((long) list.size() * element.size > Integer.MAX_VALUE) {
            throw new InvalidValue("list of at most 2 GiB", list.size());
        }
        int index = 0;
        try {
            for (Object each : list) {
                element.check(each, handles);
                index++;
            }
        } catch (InvalidValue e) {
            throw e.at("[" + index + "]");
        }
    }

    @Override
    Object load(GuestMemory guest, int address) {
        return elements(guest, guest.load32(address), guest.load32(address + 4));
    }

    @Override
    void store(GuestMemory guest, int address, Object value) {
        List<?> list = (List<?>) value;
        guest.storePointer(address, place(guest, list), list.size());
    }

    @Override
    Object lift(GuestMemory guest, long[] values, int index) {
        return elements(guest, (int) values[index], (int) values[index + 1]);
    }

    @Override
    void lower(GuestMemory guest, Object value, long[] values, int index) {
        List<?> list = (List<?>) value;
        values[index] = place(guest, list) & 0xffffffffL;
        values[index + 1] = list.size();
    }

    @Override
    void copy(GuestMemory guest, int address, ValueSink out) {
        copy(guest, guest.load32(address), guest.load32(address + 4), out);
    }

    @Override
    void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
        copy(guest, (int) values[index], (int) values[index + 1], out);
    }

    private void copy(GuestMemory guest, int address, int count, ValueSink out) {
        out.number(count);
        for (int i = 0; i < count && !out.isFull(); i++) {
            element.copy(guest, address + i * element.size, out);
        }
    }

    private Object elements(GuestMemory guest, int address, int count) {
        guest.requireList(address, count, element.size, element.alignment, element.heap);
        Object[] values = new Object[count];
        for (int i = 0; i < count; i++) {
            guest.step();
            values[i] = element.load(guest, address + i * element.size);
        }
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    private int place(GuestMemory guest, List<?> list) {
        int address = guest.allocateList(list.size(), element.size, element.alignment);
        int next = address;
        for (Object each : list) {
            guest.step();
            element.store(guest, next, each);
            next += element.size;
        }
        return address;
    }
}

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
    void check(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw new InvalidValue("list as java.util.List", value);
        }
        if ((long) list.size() * element.size > Integer.MAX_VALUE) {
            throw new InvalidValue("list of at most 2 GiB", list.size());
        }
        int index = 0;
        try {
            for (Object each : list) {
                element.check(each);
                index++;
            }
        } catch (InvalidValue e) {
            throw e.at("[" + index + "]");
        }
    }

    @Override
    Object read(Guest guest, int address, int length) {
        guest.checkLift("a list", address, element.alignment, (length & 0xffffffffL) * element.size);
        Object[] values = new Object[length];
        for (int i = 0; i < length; i++) {
            values[i] = element.load(guest, address + i * element.size);
        }
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    @Override
    long write(Guest guest, Object value) {
        Object[] values = ((List<?>) value).toArray();
        int address = guest.allocate(element.alignment, values.length * element.size);
        for (int i = 0; i < values.length; i++) {
            element.store(guest, address + i * element.size, values[i]);
        }
        return placed(address, values.length);
    }
}

package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.binary.CoreType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records, tuples, and parameters that are passed in memory: one field after the other. */
final class ProductCodec extends Codec {

    private final String what;
    private final List<String> names;
    private final Codec[] fields;
    final int[] offsets;
    final int[] flatOffsets;

    private ProductCodec(
            String what,
            List<String> names,
            Codec[] fields,
            int[] offsets,
            int[] flatOffsets,
            int size,
            int alignment,
            int heap,
            @Nullable List<CoreType> flat,
            boolean allocates) {
        super(size, alignment, heap, flat, allocates);
        this.what = what;
        this.names = names;
        this.fields = fields;
        this.offsets = offsets;
        this.flatOffsets = flatOffsets;
    }

    /**
     * @param what the type's name in messages
     * @param names the step to each field in the path of a message
     */
    static ProductCodec of(String what, List<String> names, List<Codec> fields) {
        int[] offsets = new int[fields.size()];
        int[] flatOffsets = new int[fields.size()];
        int end = 0;
        int alignment = 1;
        int heap = Heap.references(offsets.length);
        boolean allocates = false;
        List<CoreType> flat = new ArrayList<>();
        boolean manyFlat = false;
        for (int i = 0; i < offsets.length; i++) {
            Codec field = fields.get(i);
            offsets[i] = align(end, field.alignment);
            end = Math.addExact(offsets[i], field.size);
            alignment = Math.max(alignment, field.alignment);
            heap = Math.addExact(heap, field.heap);
            allocates |= field.allocates;
            flatOffsets[i] = flat.size();
            if (field.flat == null || flat.size() + field.flat.size() > MAX_FLAT) {
                manyFlat = true;
            } else {
                flat.addAll(field.flat);
            }
        }
        return new ProductCodec(
                what,
                names,
                fields.toArray(Codec[]::new),
                offsets,
                flatOffsets,
                align(end, alignment),
                alignment,
                heap,
                manyFlat ? null : List.copyOf(flat),
                allocates);
    }

    @Override
    boolean lends() {
        for (Codec field : fields) {
            if (field.lends()) {
                return true;
            }
        }
        return false;
    }

    @Override
    void check(@Nullable Object value, HandleCheck handles) {
        if (!(value instanceof Object[] values)) {
            throw new InvalidValue(what + " as Object[]", value);
        }
        if (values.length != fields.length) {
            throw new InvalidValue(what + " of " + fields.length + " fields", values.length);
        }
        int index = 0;
        try {
            for (; index < fields.length; index++) {
                fields[index].check(values[index], handles);
            }
        } catch (InvalidValue e) {
            throw e.at(names.get(index));
        }
    }

    @Override
    Object[] load(GuestMemory guest, int address) {
        Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            values[i] = fields[i].load(guest, address + offsets[i]);
        }
        return values;
    }

    @Override
    void store(GuestMemory guest, int address, Object value) {
        Object[] values = (Object[]) value;
        for (int i = 0; i < fields.length; i++) {
            fields[i].store(guest, address + offsets[i], values[i]);
        }
    }

    @Override
    Object[] lift(GuestMemory guest, long[] flatValues, int index) {
        Object[] values = new Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            values[i] = fields[i].lift(guest, flatValues, index + flatOffsets[i]);
        }
        return values;
    }

    @Override
    void lower(GuestMemory guest, Object value, long[] flatValues, int index) {
        Object[] values = (Object[]) value;
        for (int i = 0; i < fields.length; i++) {
            fields[i].lower(guest, values[i], flatValues, index + flatOffsets[i]);
        }
    }

    @Override
    void copy(GuestMemory guest, int address, ValueSink out) {
        for (int i = 0; i < fields.length; i++) {
            fields[i].copy(guest, address + offsets[i], out);
        }
    }

    @Override
    void copy(GuestMemory guest, long[] flatValues, int index, ValueSink out) {
        for (int i = 0; i < fields.length; i++) {
            fields[i].copy(guest, flatValues, index + flatOffsets[i], out);
        }
    }
}

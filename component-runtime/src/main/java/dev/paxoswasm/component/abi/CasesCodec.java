package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.binary.CoreType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Variants, enums, options and results: which case it is, then what the case carries. */
final class CasesCodec extends Codec {

    private final CaseShape shape;
    private final String what;
    private final List<String> names;
    private final @Nullable Codec[] payloads;
    private final int tagSize;
    final int payloadOffset;
    private final int flatCount;

    private CasesCodec(
            CaseShape shape,
            String what,
            List<String> names,
            @Nullable Codec[] payloads,
            int tagSize,
            int payloadOffset,
            int size,
            int alignment,
            int heap,
            @Nullable List<CoreType> flat,
            boolean allocates) {
        super(size, alignment, heap, flat, allocates);
        this.shape = shape;
        this.what = what;
        this.names = names;
        this.payloads = payloads;
        this.tagSize = tagSize;
        this.payloadOffset = payloadOffset;
        this.flatCount = flat == null ? 0 : flat.size();
    }

    /** @param payloads a codec a case, null where a case carries nothing */
    static CasesCodec of(CaseShape shape, String what, List<String> names, List<@Nullable Codec> payloads) {
        int count = payloads.size();
        int tagSize = count <= 0x100 ? 1 : count <= 0x1_0000 ? 2 : 4;
        int payloadSize = 0;
        int payloadAlignment = 1;
        int payloadHeap = 0;
        boolean allocates = false;
        @Nullable List<CoreType> flat = new ArrayList<>();
        flat.add(CoreType.I32);
        for (Codec payload : payloads) {
            if (payload != null) {
                payloadSize = Math.max(payloadSize, payload.size);
                payloadAlignment = Math.max(payloadAlignment, payload.alignment);
                payloadHeap = Math.max(payloadHeap, payload.heap);
                allocates |= payload.allocates;
                flat = flat == null || payload.flat == null ? null : join(flat, payload.flat);
            }
        }
        int alignment = Math.max(tagSize, payloadAlignment);
        int payloadOffset = align(tagSize, payloadAlignment);
        return new CasesCodec(
                shape,
                what,
                names,
                payloads.toArray(Codec[]::new),
                tagSize,
                payloadOffset,
                align(Math.addExact(payloadOffset, payloadSize), alignment),
                alignment,
                Math.addExact(Heap.MEDIUM, payloadHeap),
                flat == null || flat.size() > MAX_FLAT ? null : List.copyOf(flat),
                allocates);
    }

    /**
     * Cases share their flat values, each as wide as its widest use. Since i32 and f32 are passed as bits with zeros
     * above, a value read back narrower than it was passed needs no conversion.
     */
    private static List<CoreType> join(List<CoreType> flat, List<CoreType> payload) {
        for (int i = 0; i < payload.size(); i++) {
            CoreType type = payload.get(i);
            if (i + 1 == flat.size()) {
                flat.add(type);
            } else if (flat.get(i + 1) != type) {
                flat.set(i + 1, narrow(flat.get(i + 1)) && narrow(type) ? CoreType.I32 : CoreType.I64);
            }
        }
        return flat;
    }

    private static boolean narrow(CoreType type) {
        return type == CoreType.I32 || type == CoreType.F32;
    }

    @Override
    boolean lends() {
        for (Codec payload : payloads) {
            if (payload != null && payload.lends()) {
                return true;
            }
        }
        return false;
    }

    @Override
    void check(@Nullable Object value, HandleCheck handles) {
        int index = shape.indexOf(value);
        if (value == null || index < 0 || index >= payloads.length) {
            throw new InvalidValue(index < 0 ? shape.expected() : what + " of " + payloads.length + " cases", value);
        }
        Object payload = shape.payloadOf(value);
        Codec codec = payloads[index];
        if (codec != null) {
            try {
                codec.check(payload, handles);
            } catch (InvalidValue e) {
                throw e.at(names.get(index));
            }
        } else if (payload != null) {
            throw new InvalidValue("nothing", payload).at(names.get(index));
        }
    }

    @Override
    Object load(GuestMemory guest, int address) {
        int tag = tag(guest, address);
        Codec payload = payloads[tag];
        return shape.value(tag, payload == null ? null : payload.load(guest, address + payloadOffset));
    }

    private int tag(GuestMemory guest, int address) {
        return GuestMemory.caseIndex(
                switch (tagSize) {
                    case 1 -> guest.load8(address);
                    case 2 -> guest.load16(address);
                    default -> guest.load32(address);
                },
                payloads.length,
                what);
    }

    @Override
    void store(GuestMemory guest, int address, Object value) {
        int tag = shape.indexOf(value);
        switch (tagSize) {
            case 1 -> guest.store8(address, tag);
            case 2 -> guest.store16(address, tag);
            default -> guest.store32(address, tag);
        }
        Codec payload = payloads[tag];
        if (payload != null) {
            payload.store(guest, address + payloadOffset, present(shape.payloadOf(value)));
        }
    }

    @Override
    Object lift(GuestMemory guest, long[] values, int index) {
        int tag = GuestMemory.caseIndex((int) values[index], payloads.length, what);
        Codec payload = payloads[tag];
        return shape.value(tag, payload == null ? null : payload.lift(guest, values, index + 1));
    }

    @Override
    void lower(GuestMemory guest, Object value, long[] values, int index) {
        int tag = shape.indexOf(value);
        values[index] = tag;
        Arrays.fill(values, index + 1, index + flatCount, 0);
        Codec payload = payloads[tag];
        if (payload != null) {
            payload.lower(guest, present(shape.payloadOf(value)), values, index + 1);
        }
    }

    @Override
    void copy(GuestMemory guest, int address, ValueSink out) {
        int tag = tag(guest, address);
        out.number(tag);
        Codec payload = payloads[tag];
        if (payload != null) {
            payload.copy(guest, address + payloadOffset, out);
        }
    }

    @Override
    void copy(GuestMemory guest, long[] values, int index, ValueSink out) {
        int tag = GuestMemory.caseIndex((int) values[index], payloads.length, what);
        out.number(tag);
        Codec payload = payloads[tag];
        if (payload != null) {
            payload.copy(guest, values, index + 1, out);
        }
    }

    private static Object present(@Nullable Object checked) {
        return Objects.requireNonNull(checked);
    }
}

package dev.paxoswasm.component.abi;

import dev.paxoswasm.component.type.WitType;

/** Where the parts of a value lie in memory, for code that knows the type already and asks once. */
public final class Layout {

    private Layout() {}

    /** Bytes that one value takes, without what it points at. */
    public static int size(WitType type) {
        return codec(type).size;
    }

    public static int alignment(WitType type) {
        return codec(type).alignment;
    }

    /** What one value takes as Java objects, at most, without the content of strings and lists in it. */
    public static int heap(WitType type) {
        return codec(type).heap;
    }

    /** The byte at which a field of a record or an item of a tuple begins. */
    public static int offset(WitType type, int field) {
        return ((ProductCodec) codec(type)).offsets[field];
    }

    /** The byte at which each field of a record or item of a tuple begins. */
    public static int[] offsets(WitType type) {
        return ((ProductCodec) codec(type)).offsets.clone();
    }

    /** The byte at which begins what a case of a variant, an option or a result carries. */
    public static int payloadOffset(WitType type) {
        return ((CasesCodec) codec(type)).payloadOffset;
    }

    private static Codec codec(WitType type) {
        return new Codecs(resource -> 0).of(type);
    }
}

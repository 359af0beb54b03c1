package dev.paxoswasm.component.type;

/** A type without parts. */
public enum PrimitiveType implements WitType {
    BOOL("bool"),
    S8("s8"),
    U8("u8"),
    S16("s16"),
    U16("u16"),
    S32("s32"),
    U32("u32"),
    S64("s64"),
    U64("u64"),
    F32("f32"),
    F64("f64"),
    CHAR("char"),
    STRING("string");

    private final String wit;

    PrimitiveType(String wit) {
        this.wit = wit;
    }

    @Override
    public String toString() {
        return wit;
    }
}

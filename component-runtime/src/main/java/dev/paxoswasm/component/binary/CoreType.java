package dev.paxoswasm.component.binary;

import java.util.Locale;

/** The value types of core WebAssembly that this library runs. */
public enum CoreType {
    I32(0x7f),
    I64(0x7e),
    F32(0x7d),
    F64(0x7c),
    FUNCREF(0x70),
    EXTERNREF(0x6f);

    private final int code;

    CoreType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

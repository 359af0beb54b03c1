package dev.paxoswasm.component.binary;

/** What kind of thing an index refers to: one index space a sort. */
public enum Sort {
    CORE_FUNCTION("core function"),
    CORE_TABLE("core table"),
    CORE_MEMORY("core memory"),
    CORE_GLOBAL("core global"),
    CORE_TYPE("core type"),
    CORE_MODULE("core module"),
    CORE_INSTANCE("core instance"),
    FUNCTION("function"),
    TYPE("type"),
    COMPONENT("component"),
    INSTANCE("instance");

    private final String text;

    Sort(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }

    static Sort read(ByteReader in) {
        int at = in.position();
        int code = in.readByte();
        return switch (code) {
            case 0x00 -> readCore(in);
            case 0x01 -> FUNCTION;
            case 0x02 -> throw in.unsupported("values", at);
            case 0x03 -> TYPE;
            case 0x04 -> COMPONENT;
            case 0x05 -> INSTANCE;
            default -> throw in.malformed("sort " + ByteReader.hex(code), at, "a sort is 0x00 to 0x05");
        };
    }

    static Sort readCore(ByteReader in) {
        int at = in.position();
        int code = in.readByte();
        return switch (code) {
            case 0x00 -> CORE_FUNCTION;
            case 0x01 -> CORE_TABLE;
            case 0x02 -> CORE_MEMORY;
            case 0x03 -> CORE_GLOBAL;
            case 0x04 -> throw in.unsupported("core exception tags", at);
            case 0x10 -> CORE_TYPE;
            case 0x11 -> CORE_MODULE;
            case 0x12 -> CORE_INSTANCE;
            default ->
                throw in.malformed(
                        "core sort " + ByteReader.hex(code), at, "a core sort is 0x00 to 0x04 or 0x10 to 0x12");
        };
    }
}

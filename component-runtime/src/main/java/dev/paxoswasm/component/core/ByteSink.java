package dev.paxoswasm.component.core;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects bytes in the WebAssembly binary format. */
final class ByteSink {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void raw(int value) {
        out.write(value);
    }

    void raw(byte[] bytes, int start, int end) {
        out.write(bytes, start, end - start);
    }

    void unsigned(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /** A type index in the place of a block type, where it is a signed number of 33 bits. */
    void blockType(int index) {
        int rest = index;
        while (rest > 0x3f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    void name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        unsigned(bytes.length);
        raw(bytes, 0, bytes.length);
    }

    void sized(ByteSink part) {
        unsigned(part.out.size());
        out.writeBytes(part.out.toByteArray());
    }

    void section(int id, ByteSink body) {
        raw(id);
        sized(body);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}

package dev.paxoswasm.component.recording;

import dev.paxoswasm.component.abi.ValueSink;
import dev.paxoswasm.component.recording.Format.Begin;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.Map;
import java.util.zip.CRC32C;

/** Writes a recording, see {@link Format}. */
final class FrameWriter {

    private static final int ROOM = 1 << 16;

    private final ByteArrayOutputStream out;

    /** @param size about the bytes that it takes */
    FrameWriter(long size) {
        out = new ByteArrayOutputStream((int) Math.min(Integer.MAX_VALUE - 8L, size + ROOM));
        out.writeBytes(Format.MAGIC);
        out.writeBytes(number(Format.VERSION));
    }

    void about(Map<String, String> about) {
        ValueSink sink = sink();
        sink.number(about.size());
        about.forEach((name, text) -> {
            sink.text(name);
            sink.text(text);
        });
        frame(Format.ABOUT, sink);
    }

    void functions(Collection<RecordedFunction> functions) {
        ValueSink sink = sink();
        sink.number(functions.size());
        for (RecordedFunction function : functions) {
            sink.octet(function.direction().ordinal());
            sink.text(function.interfaceName());
            sink.text(function.name());
            sink.text(function.type());
        }
        frame(Format.FUNCTIONS, sink);
    }

    /** @param image of the state; empty where it begins with a new instance */
    void begin(Begin begin, long firstCall, ByteBuffer image) {
        ValueSink sink = sink();
        sink.octet(begin.ordinal());
        sink.number(firstCall);
        sink.raw(image.array(), 0, image.limit());
        frame(Format.BEGIN, sink);
    }

    void call(byte[] bytes, int from, int length) {
        frame(Format.CALL, bytes, from, length);
    }

    void end(long calls) {
        ValueSink sink = sink();
        sink.number(calls);
        frame(Format.END, sink);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private static ValueSink sink() {
        return new ValueSink(Integer.MAX_VALUE - 8);
    }

    private void frame(int kind, ValueSink carried) {
        frame(kind, carried.bytes(), 0, carried.length());
    }

    private void frame(int kind, byte[] bytes, int from, int length) {
        byte[] head = ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .put((byte) kind)
                .array();
        CRC32C sum = new CRC32C();
        sum.update(head);
        sum.update(bytes, from, length);
        out.writeBytes(head);
        out.write(bytes, from, length);
        out.writeBytes(number((int) sum.getValue()));
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}

package dev.paxoswasm.component.binary;

import dev.paxoswasm.component.MalformedComponentException;
import dev.paxoswasm.component.UnsupportedComponentException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the primitives of the WebAssembly binary format out of a range of bytes, and never past it. */
public final class ByteReader {

    private final byte[] bytes;
    private final int end;
    private int position;

    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    /** The offset in the whole binary. */
    public int position() {
        return position;
    }

    public int end() {
        return end;
    }

    public boolean atEnd() {
        return position == end;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int readByte() {
        if (position == end) {
            throw cutOff(1);
        }
        return bytes[position++] & 0xff;
    }

    public int peek() {
        if (position == end) {
            throw cutOff(1);
        }
        return bytes[position] & 0xff;
    }

    public void skip(int count) {
        if (count < 0 || count > end - position) {
            throw cutOff(count & 0xffffffffL);
        }
        position += count;
    }

    /** An unsigned LEB128 of at most 32 bits, as an {@code int} that may be negative. */
    private int readRawU32() {
        int start = position;
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = readByte();
            if (shift == 28 && next > 0x0f) {
                throw malformed("number too large", start, "an unsigned LEB128 of at most 32 bits stands here");
            }
            value |= (next & 0x7f) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new AssertionError("left by the check of the fifth byte");
    }

    public long readU32() {
        return readRawU32() & 0xffffffffL;
    }

    /** An index into an index space; whether it is in range is the caller's to check. */
    public int readIndex() {
        int start = position;
        int value = readRawU32();
        if (value < 0) {
            throw malformed("index " + (value & 0xffffffffL), start, "no index space is that large");
        }
        return value;
    }

    /** The length of a vector, each element of which takes at least one byte: so it can't exceed the bytes left. */
    public int readCount() {
        int start = position;
        int value = readRawU32();
        if (value < 0 || value > end - position) {
            throw malformed(
                    "count of " + (value & 0xffffffffL),
                    start,
                    "only " + (end - position) + " bytes are left to hold the elements");
        }
        return value;
    }

    /** A length in bytes followed by that many bytes, which are skipped: a reader of them. */
    public ByteReader readSized() {
        int start = position;
        int length = readRawU32();
        if (length < 0 || length > end - position) {
            throw malformed(
                    "length of " + (length & 0xffffffffL), start, "only " + (end - position) + " bytes are left");
        }
        ByteReader part = new ByteReader(bytes, position, position + length);
        position += length;
        return part;
    }

    /** A signed LEB128 of at most the given bits. */
    public long readSigned(int bits) {
        int start = position;
        long value = 0;
        int shift = 0;
        while (true) {
            int next = readByte();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
            if (shift >= bits) {
                int used = bits - (shift - 7);
                int spare = (next & 0x7f) >> (used - 1);
                if ((next & 0x80) != 0 || (spare != 0 && spare != 0x7f >> (used - 1))) {
                    throw malformed(
                            "number too large", start, "a signed LEB128 of at most " + bits + " bits stands here");
                }
            }
            if ((next & 0x80) == 0) {
                return shift < 64 && (next & 0x40) != 0 ? value | -1L << shift : value;
            }
        }
    }

    public String readName() {
        ByteReader name = readSized();
        int start = name.position;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, name.end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("a name that is not UTF-8", start, "names are UTF-8");
        }
    }

    public void expectEnd(String of) {
        if (position != end) {
            throw malformed((end - position) + " bytes too many", position, of + " ends here");
        }
    }

    public MalformedComponentException malformed(String what, int at, String right) {
        return new MalformedComponentException(what, at, right);
    }

    public UnsupportedComponentException unsupported(String what, int at) {
        return new UnsupportedComponentException(what, at);
    }

    private MalformedComponentException cutOff(long wanted) {
        return malformed(
                "unexpected end", position, wanted + " more byte" + (wanted == 1 ? "" : "s") + " should follow");
    }

    public static String hex(int value) {
        return "0x%02x".formatted(value);
    }
}

package dev.paxoswasm.component.recording;

import dev.paxoswasm.component.recording.Format.Begin;
import dev.paxoswasm.component.recording.RecordedFunction.Direction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** A recording that is whole: every frame has the checksum that it was written with, and the last one ends it. */
public final class Recording {

    /** A larger one is not read. */
    public static final int MAX_BYTES = 1 << 28;

    private static final int MAX_NAMES = 1 << 16;

    private final byte[] bytes;
    private final Map<String, String> about = new LinkedHashMap<>();
    private final List<RecordedFunction> functions = new ArrayList<>();
    private final List<Frame> calls = new ArrayList<>();
    private Begin begin = Begin.NEW_INSTANCE;
    private long firstCall;
    private byte @Nullable [] image;

    private record Frame(int kind, int from, int end) {}

    private Recording(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads a recording, and checks all of it but the values.
     *
     * @throws RecordingException if it is none, of another version, cut off or damaged; says at which byte, and how
     */
    public static Recording read(byte[] file) {
        Recording recording = new Recording(file);
        recording.readFrames();
        return recording;
    }

    private void readFrames() {
        int head = Format.MAGIC.length + Integer.BYTES;
        int same = Arrays.mismatch(bytes, Format.MAGIC);
        if (same >= 0 && same < Format.MAGIC.length) {
            throw same == bytes.length
                    ? RecordingException.at(same, "the file is cut off; a recording begins with 12 bytes of its own")
                    : RecordingException.at(
                            same, "this is no recording; one begins with the bytes 89 57 52 45 0d 0a" + " 1a 0a");
        }
        if (bytes.length < head) {
            throw RecordingException.at(
                    bytes.length, "the file is cut off; 4 bytes with the version are to stand here");
        }
        int version = intAt(Format.MAGIC.length);
        if (version != Format.VERSION) {
            throw RecordingException.at(
                    Format.MAGIC.length,
                    "the recording is of format " + Integer.toUnsignedString(version)
                            + ", and this program reads format " + Format.VERSION
                            + "; use the version of the project that wrote it");
        }
        Frame frame = frame(head, Format.ABOUT);
        readAbout(reader(frame));
        frame = frame(next(frame), Format.FUNCTIONS);
        readFunctions(reader(frame));
        frame = frame(next(frame), Format.BEGIN);
        readBegin(reader(frame));
        frame = frame(next(frame), Format.CALL, Format.END);
        while (frame.kind == Format.CALL) {
            calls.add(frame);
            frame = frame(next(frame), Format.CALL, Format.END);
        }
        readEnd(frame);
    }

    private static int next(Frame frame) {
        return frame.end + Integer.BYTES;
    }

    private ValueReader reader(Frame frame) {
        return new ValueReader(bytes, frame.from, frame.end);
    }

    private int intAt(int offset) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(offset);
    }

    private Frame frame(int at, int... kinds) {
        int left = bytes.length - at;
        if (left < Format.FRAME_BYTES) {
            throw cutOff(at);
        }
        long length = Integer.toUnsignedLong(intAt(at));
        if (length > left - Format.FRAME_BYTES) {
            throw RecordingException.at(
                    at,
                    "a frame of " + length + " bytes begins, and " + (left - Format.FRAME_BYTES)
                            + " are left: the file is cut off or damaged; take a copy that is whole");
        }
        int from = at + Integer.BYTES + 1;
        int end = from + (int) length;
        CRC32C sum = new CRC32C();
        sum.update(bytes, at, end - at);
        if ((int) sum.getValue() != intAt(end)) {
            throw RecordingException.at(
                    at,
                    "a frame begins whose checksum is " + hex((int) sum.getValue()) + ", and was written as "
                            + hex(intAt(end)) + ": the file is damaged; take a copy that is whole");
        }
        int kind = bytes[from - 1];
        if (Arrays.stream(kinds).noneMatch(wanted -> wanted == kind)) {
            throw RecordingException.at(
                    from - 1,
                    "there is a frame of the kind 0x" + Integer.toHexString(kind & 0xff) + ", where "
                            + String.join(
                                    " or ",
                                    Arrays.stream(kinds)
                                            .mapToObj(wanted -> "'" + (char) wanted + "'")
                                            .toList())
                            + " is to stand");
        }
        return new Frame(kind, from, end);
    }

    private static RecordingException cutOff(int at) {
        return RecordingException.at(
                at, "the file is cut off: a recording ends with a frame that says so; take a copy that is whole");
    }

    private static String hex(int value) {
        return String.format("%08x", value);
    }

    private static void requireEnd(ValueReader in) {
        if (!in.atEnd()) {
            throw in.wrong("a frame has more than belongs to it");
        }
    }

    private void readAbout(ValueReader in) {
        int count = (int) in.number(MAX_NAMES, "a number of names,");
        for (int i = 0; i < count; i++) {
            String name = in.text();
            about.put(name, in.text());
        }
        requireEnd(in);
    }

    private void readFunctions(ValueReader in) {
        int count = (int) in.number(MAX_NAMES, "a number of functions,");
        for (int i = 0; i < count; i++) {
            Direction direction = Direction.values()[(int) in.number(Direction.values().length - 1L, "the direction")];
            functions.add(new RecordedFunction(direction, in.text(), in.text(), in.text()));
        }
        requireEnd(in);
    }

    private void readBegin(ValueReader in) {
        begin = Begin.values()[(int) in.number(Begin.values().length - 1L, "the beginning")];
        firstCall = in.number(Long.MAX_VALUE, "a number of a call,");
        image = begin == Begin.IMAGE ? in.rest() : null;
        requireEnd(in);
    }

    private void readEnd(Frame frame) {
        ValueReader in = reader(frame);
        long count = in.number();
        requireEnd(in);
        if (count != calls.size()) {
            throw RecordingException.at(
                    frame.from, "the recording says that it has " + count + " calls, and has " + calls.size());
        }
        if (next(frame) != bytes.length) {
            throw RecordingException.at(
                    next(frame), (bytes.length - next(frame)) + " bytes follow the end of the recording");
        }
    }

    /** What it says of itself, by name. */
    public Map<String, String> about() {
        return Map.copyOf(about);
    }

    public Optional<String> about(String name) {
        return Optional.ofNullable(about.get(name));
    }

    List<RecordedFunction> functions() {
        return functions;
    }

    /** The number of the first call, from 0; that is the making of the instance. */
    public long firstCall() {
        return firstCall;
    }

    /** How many calls there are, the making of the instance counted where it is there. */
    public int calls() {
        return calls.size();
    }

    /** Whether it begins with a new instance, so that another component than the one recorded may repeat it. */
    public boolean beginsWithNewInstance() {
        return begin == Begin.NEW_INSTANCE;
    }

    /** Null where it begins with a new instance. */
    byte @Nullable [] image() {
        return image;
    }

    ValueReader call(int index) {
        return reader(calls.get(index));
    }
}

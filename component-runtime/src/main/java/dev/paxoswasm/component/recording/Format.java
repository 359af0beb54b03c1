package dev.paxoswasm.component.recording;

/**
 * How a recording is laid out: {@link #MAGIC}, the {@linkplain #VERSION version} in 4 bytes, then frames. A frame is
 * the length of what it carries in 4 bytes, its kind in one, what it carries, and the CRC-32C of all that in 4. Numbers
 * of 4 bytes are little-endian; what frames carry is written as values are, see {@link
 * dev.paxoswasm.component.abi.ValueSink}.
 *
 * <p>First what the recording is about, then the functions, then where it begins, then the calls, one a frame, then the
 * end with their number.
 */
final class Format {

    /** As that of PNG: the first byte is no text, and whoever changes the ends of lines changes it. */
    static final byte[] MAGIC = {(byte) 0x89, 'W', 'R', 'E', '\r', '\n', 0x1a, '\n'};

    /** Another version is another format: it is refused, and never guessed at. */
    static final int VERSION = 1;

    /** Of a frame, beside what it carries. */
    static final int FRAME_BYTES = 9;

    /** Texts by their names. */
    static final int ABOUT = 'A';

    /** The functions, each with its direction, interface, name and type; they are meant by their places. */
    static final int FUNCTIONS = 'F';

    /** Where it begins: the number of the first call, and the {@linkplain Begin state}. */
    static final int BEGIN = 'B';

    /** One call, or the making of the instance, as events. */
    static final int CALL = 'C';

    /** The number of frames with calls. */
    static final int END = 'E';

    private Format() {}

    /** What the first call meets. */
    enum Begin {
        /** Nothing: the first entry is the making of the instance. */
        NEW_INSTANCE,
        /** An instance in a state that follows as an image. */
        IMAGE
    }

    /** What happens within a call; what it carries follows. */
    enum Event {
        /** The instance is made. */
        MADE,
        /** It is called: the number of the function, and its parameters. */
        CALLED,
        /** It asks an import: the number of the function, and its parameters. */
        ASKED,
        /** With the result, if the function has one. */
        ANSWERED,
        /** With the result, if the function has one. */
        RETURNED,
        /** It did not run to its end: the {@link Failing}, and what was said. */
        FAILED
    }
}

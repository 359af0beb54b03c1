package dev.paxoswasm.component.abi;

/**
 * What Java objects take on the heap, no less than the HotSpot JVM needs for them: object headers of 12 bytes, those of
 * arrays of 16, references of 4 below 32 GiB of heap, all rounded up to 8.
 */
final class Heap {

    /** From this size on the JVM does without compressed references. */
    private static final long LARGE = 32L << 30;

    static final int REFERENCE = Runtime.getRuntime().maxMemory() >= LARGE ? 8 : 4;

    /** An object with one field at most: a boxed int, an optional, a result. */
    static final int SMALL = 16;

    /** A boxed long or double, or an object with two or three references. */
    static final int MEDIUM = 24;

    /** A list without its elements, and the wrappers around it. */
    static final int LIST = 2 * MEDIUM + SMALL;

    /** A place in a list, and in the copy that a record makes of it. */
    static final int PLACE = 2 * REFERENCE;

    /** A string, or an array of bytes, without its content. */
    static final int STRING = MEDIUM + SMALL + 8;

    static final int BYTES = SMALL + 8;

    /** A set of flags, as bits or as an enum set with its wrapper. */
    static final int FLAGS = 5 * MEDIUM;

    /** A handle, with what its table keeps of it. */
    static final int HANDLE = 4 * MEDIUM;

    /** What the host keeps of a call into it, beside the arguments, such as a message that waits to be sent. */
    static final int CALL = 256;

    private Heap() {}

    /** An array of references, without what they refer to. */
    static int references(int count) {
        return round(SMALL + Math.multiplyExact(count, REFERENCE));
    }

    private static int round(int bytes) {
        return Math.addExact(bytes, 7) & -8;
    }
}

package dev.paxoswasm.component.wasi;

import dev.paxoswasm.component.ComponentTrapException;
import java.io.IOException;
import java.io.OutputStream;

/** A stream that a guest writes to. */
final class Output {

    /** What a guest may write at once. */
    static final int MOST = 1 << 16;

    /** What it may write in the functions that need no leave. */
    static final int MOST_UNASKED = 4096;

    private final OutputStream to;
    private int allowed;

    Output(OutputStream to) {
        this.to = to;
    }

    long allow() {
        allowed = MOST;
        return MOST;
    }

    void write(byte[] contents) throws IOException {
        if (contents.length > allowed) {
            throw new ComponentTrapException(
                    "the guest wrote " + contents.length + " bytes, where check-write allowed " + allowed);
        }
        allowed -= contents.length;
        to.write(contents);
    }

    void writeAndFlush(byte[] contents) throws IOException {
        if (contents.length > MOST_UNASKED) {
            throw new ComponentTrapException(
                    "the guest wrote " + contents.length + " bytes at once, over " + MOST_UNASKED);
        }
        to.write(contents);
        to.flush();
    }

    /** @param count unsigned */
    static byte[] zeroes(long count) {
        if (count < 0 || count > MOST) {
            throw new ComponentTrapException(
                    "the guest wrote " + Long.toUnsignedString(count) + " zeroes at once, over " + MOST);
        }
        return new byte[(int) count];
    }

    void flush() throws IOException {
        to.flush();
    }
}

package dev.paxoswasm.role.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails when more is read than the bound. */
final class BoundedInputStream extends FilterInputStream {

    private final long bound;
    private long left;

    private BoundedInputStream(InputStream in, long bound) {
        super(in);
        this.bound = bound;
        left = bound;
    }

    static InputStream of(InputStream in, long bound) {
        return new BoundedInputStream(in, bound);
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new IOException("the answer is longer than " + bound + " bytes");
        }
    }
}

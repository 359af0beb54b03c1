package dev.paxoswasm.component.wasi;

import java.util.Arrays;

/** What a guest reads; how far it has got belongs to what is read, and not to a stream of it. */
final class Input {

    /** The most that one call gets. */
    private static final int MOST = 1 << 16;

    private final byte[] bytes;
    private int at;

    Input(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    /** @param most unsigned */
    byte[] read(long most) {
        int begin = at;
        at += (int) Math.min(bytes.length - at, most < 0 ? MOST : Math.min(most, MOST));
        return Arrays.copyOfRange(bytes, begin, at);
    }
}

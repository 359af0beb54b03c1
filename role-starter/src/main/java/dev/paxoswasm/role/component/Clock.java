package dev.paxoswasm.role.component;

import java.security.SecureRandom;

/** The time and the randomness that a component is given. */
public final class Clock {

    private static final long MAX_RANDOM = (1L << 53) - 1;

    private final SecureRandom random = new SecureRandom();
    private final long start = System.nanoTime();

    /** Milliseconds since this node started; never runs backwards. */
    public long nowMillis() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** From 1 to 2^53 - 1, which every JSON reader keeps exact. */
    public long random() {
        return 1 + random.nextLong(MAX_RANDOM);
    }
}

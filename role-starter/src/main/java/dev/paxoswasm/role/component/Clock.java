package dev.paxoswasm.role.component;

import java.security.SecureRandom;

/** The time and the randomness that a component is given. */
public final class Clock {

    private static final long MAX_RANDOM = (1L << 53) - 1;

    private final SecureRandom random = new SecureRandom();
    private volatile long start;
    private volatile boolean running;

    /** Lets the time run. Until then it stands: a node that cannot be heard yet must not take others for silent. */
    void start() {
        start = System.nanoTime();
        running = true;
    }

    /** Milliseconds since the time runs; never runs backwards. */
    public long nowMillis() {
        return running ? (System.nanoTime() - start) / 1_000_000 : 0;
    }

    /** From 1 to 2^53 - 1, which every JSON reader keeps exact. */
    public long random() {
        return 1 + random.nextLong(MAX_RANDOM);
    }
}

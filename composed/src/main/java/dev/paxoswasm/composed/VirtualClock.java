package dev.paxoswasm.composed;

import java.security.SecureRandom;

/** Time that passes when it is told to, and real randomness: lives and sessions must differ from all former ones. */
final class VirtualClock implements ClusterHost {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** As large as the contract has a number. */
    private static final long MOST = (1L << 53) - 1;

    private long now;

    void pass(long millis) {
        now += millis;
    }

    @Override
    public long nowMillis() {
        return now;
    }

    @Override
    public long random() {
        return RANDOM.nextLong(MOST + 1);
    }
}

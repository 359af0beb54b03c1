package dev.paxoswasm.simulation.world;

/**
 * A clock that runs too fast or too slow, and jumps; what its node reads off it never runs backwards while it lives.
 */
final class NodeClock {

    private final long startedAt;
    private final long ratePermille;
    private long offset;
    private long last;

    NodeClock(long startedAt, long ratePermille) {
        this.startedAt = startedAt;
        this.ratePermille = ratePermille;
    }

    void jump(long micros) {
        offset += micros;
    }

    long millis(long now) {
        last = Math.max(last, ((now - startedAt) * ratePermille / 1000 + offset) / 1000);
        return last;
    }
}

package dev.paxoswasm.role;

/** Whether a node is about to end. It is no lifecycle itself, for what depends on one is stopped together with it. */
public final class Farewell {

    private volatile boolean leaving;

    void begin() {
        leaving = true;
    }

    /** Whether the node is about to end, so that a connection is not kept for a next request. */
    public boolean isLeaving() {
        return leaving;
    }
}

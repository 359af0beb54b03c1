package dev.paxoswasm.acceptor;

/** Whether the heartbeat of a leader that it follows has reached this acceptor since it started. */
final class LeaderHeard {

    private volatile boolean heard;

    void heard() {
        heard = true;
    }

    boolean isHeard() {
        return heard;
    }
}

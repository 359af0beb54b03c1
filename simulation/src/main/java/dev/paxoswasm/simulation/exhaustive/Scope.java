package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Timing;
import java.time.Duration;
import java.util.List;

/**
 * How far a check goes: two proposers, three acceptors, majorities.
 *
 * @param slots the log has the slots from 1 to this one
 * @param ballots so many campaigns at most take place, by whichever proposers; one more where a leader meets a ballot
 *     that it gave to an acceptor
 * @param wipes how many disks of acceptors are lost and recovered: none, or one
 * @param outliers how many messages carry a number that cannot be: none, or one
 */
public record Scope(int slots, int ballots, int wipes, int outliers) {

    /** What the checker can number. */
    public static final int MAX_SLOTS = 4;
    /** What the checker can number. */
    public static final int MAX_BALLOTS = 8;

    static final int ACCEPTORS = 3;
    static final int PROPOSERS = 2;
    static final int QUORUM = 2;

    /**
     * Longer than any number of short waits in one history, so that only {@link ProposerInput.Timeout} ends a patience.
     */
    static final int ELECTION_TIMEOUT_MILLIS = 1_000_000;
    /** A component doubles its pause up to three times: one short wait is longer than any pause. */
    static final int RETRY_MILLIS = 1;

    static final int SHORT_WAIT_MILLIS = 16;

    /** A call may take long where the machine is busy: no time but the simulated one decides anything. */
    static final Limits LIMITS = Limits.DEFAULT.withCallDeadline(Duration.ofMinutes(1));

    private static final List<Cluster> CLUSTERS = List.of(cluster(1), cluster(2), cluster(3));
    private static final Timing TIMING = new Timing(1, 1, ELECTION_TIMEOUT_MILLIS, RETRY_MILLIS);
    private static final Bounds BOUNDS = new Bounds(64, 16, 1024, 16, 4096);

    public Scope(int slots, int ballots) {
        this(slots, ballots, 0);
    }

    public Scope(int slots, int ballots, int wipes) {
        this(slots, ballots, wipes, 0);
    }

    public Scope {
        require(wipes >= 0 && wipes <= 1, "wipes must be 0 or 1, not " + wipes);
        require(outliers >= 0 && outliers <= 1, "outliers must be 0 or 1, not " + outliers);
        require(slots >= 1 && slots <= MAX_SLOTS, "slots must be from 1 to " + MAX_SLOTS + ", not " + slots);
        require(
                ballots >= 1 && ballots <= MAX_BALLOTS,
                "ballots must be from 1 to " + MAX_BALLOTS + ", not " + ballots);
    }

    private static void require(boolean right, String rule) {
        if (!right) {
            throw new IllegalArgumentException(rule);
        }
    }

    static Cluster clusterOf(long self) {
        return CLUSTERS.get((int) self - 1);
    }

    private static Cluster cluster(long self) {
        return new Cluster(
                self, List.of(1L), List.of(1L, 2L), List.of(1L, 2L, 3L), List.of(1L), List.of(), QUORUM, QUORUM);
    }

    static Timing timing() {
        return TIMING;
    }

    static Bounds bounds() {
        return BOUNDS;
    }
}

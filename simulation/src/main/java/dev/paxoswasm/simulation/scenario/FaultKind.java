package dev.paxoswasm.simulation.scenario;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What may go wrong. */
public enum FaultKind {
    LOSS,
    DUPLICATION,
    /** Long delays, by which messages overtake each other. */
    DELAY,
    /** Some nodes cut off from the others, in both directions or one. */
    PARTITION,
    /** One node ends at once, what is not flushed is lost or torn, and starts again. */
    CRASH,
    /** All nodes crash at once. */
    POWER,
    /** A node stands still, and then goes on as if nothing had been. */
    PAUSE,
    /** Clocks that run fast or slow, and jump. */
    CLOCK,
    /** A write error, a failed flush, a full disk; and disks that flush slowly. */
    DISK,
    /** Users who drive rounds by hand take ballots away, and learners ask for slots to be decided again. */
    MEDDLING,
    /**
     * An acceptor comes back with an empty disk, and somebody has it recovered; also while an old leader counts on it.
     * A proposer comes back with an empty disk, also while it campaigns, or when it has just given a ballot away.
     */
    WIPE,
    /** An acceptor comes back with an older copy of its disk, where the proposers remember more. */
    ROLLBACK,
    /** The messages and answers of one node carry numbers that cannot be. */
    OUTLIER;

    /** As on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no such kind; says which there are */
    public static FaultKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + label + "' is no kind of fault; these are: "
                        + Arrays.stream(values()).map(FaultKind::label).collect(Collectors.joining(","))));
    }
}

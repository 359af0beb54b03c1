package dev.paxoswasm.simulation.world;

import java.util.Locale;

/** A rule of the host that a node may break, to see that the simulation notices. */
public enum HostMutant {
    NONE,
    /** Answers and messages leave before what they rest on is flushed. */
    REPLIES_BEFORE_FLUSH,
    /** A read is answered by a learner that is not as far as someone was told of before. */
    ANSWERS_STALE_READS,
    /** Of commands that are reported chosen at once, each gets the slot of another. */
    MIXES_UP_ANSWERS;

    /** As on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

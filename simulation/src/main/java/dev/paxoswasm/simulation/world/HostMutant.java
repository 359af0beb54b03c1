package dev.paxoswasm.simulation.world;

import java.util.Locale;

/** A rule of the host that a node may break, to see that the simulation notices. */
public enum HostMutant {
    NONE,
    /** Answers and messages leave before what they rest on is flushed. */
    REPLIES_BEFORE_FLUSH,
    /** A read is answered by a learner that lacks what was chosen before the read began. */
    ANSWERS_STALE_READS,
    /** A read believes a proposer that says it leads, without asking the acceptors. */
    BELIEVES_ANY_LEADER,
    /** Of commands that are reported chosen at once, each gets the slot of another. */
    MIXES_UP_ANSWERS;

    /** As on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.paxoswasm.simulation.world;

/** A rule of the host that a node may break, to see that the simulation notices. */
public enum HostMutant {
    NONE,
    /** Answers and messages leave before what they rest on is flushed. */
    REPLIES_BEFORE_FLUSH
}

package dev.paxoswasm.benchmarks.growth;

/** Measures something of a cluster with a log of some length. */
interface LogProbe {
    /** The shortest log it is of use for, in slots. */
    long shortest();

    /** Adds a row for the log as it is now. */
    void look(OneLog log);

    GrowthTable table();
}

package dev.paxoswasm.simulation.scenario;

import java.util.Locale;

/** The roles that are simulated, in the order in which nodes are listed. */
public enum Role {
    ACCEPTOR,
    PROPOSER,
    LEARNER,
    CLIENT;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

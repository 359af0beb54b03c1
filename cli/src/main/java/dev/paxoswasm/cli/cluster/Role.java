package dev.paxoswasm.cli.cluster;

import java.util.Locale;

/** A Paxos role, in the order in which nodes are shown. */
public enum Role {
    CLIENT(1, 80),
    COORDINATOR(1, 90),
    PROPOSER(2, 101),
    ACCEPTOR(3, 201),
    LEARNER(2, 301);

    private final int nodes;
    private final int portOffset;

    Role(int nodes, int portOffset) {
        this.nodes = nodes;
        this.portOffset = portOffset;
    }

    /** How many nodes of this role a cluster has unless told otherwise. */
    public int nodes() {
        return nodes;
    }

    /** From the port base to the port of the role's first node. */
    int portOffset() {
        return portOffset;
    }

    /** As in {@code proposer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The option that sets the port of the role's first node. */
    public String portOption() {
        return "--" + word() + "-port";
    }

    String applicationClass() {
        String word = word();
        String title = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        return "dev.paxoswasm." + word + "." + title + "Application";
    }
}

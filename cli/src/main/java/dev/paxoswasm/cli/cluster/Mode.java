package dev.paxoswasm.cli.cluster;

/** How nodes are spread over processes. */
public enum Mode {
    /** All nodes in one JVM. */
    ONE_PROCESS("in one JVM"),
    /** A JVM each. */
    PROCESSES("one JVM a service");

    private final String description;

    Mode(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }
}

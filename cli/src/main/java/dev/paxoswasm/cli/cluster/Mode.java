package dev.paxoswasm.cli.cluster;

/** How nodes are spread over processes. */
public enum Mode {
    /** All nodes in one JVM. */
    ONE_PROCESS("in one JVM", "512m"),
    /** A JVM each. */
    PROCESSES("one JVM a service", "320m");

    private final String description;
    private final String usualHeap;

    Mode(String description, String usualHeap) {
        this.description = description;
        this.usualHeap = usualHeap;
    }

    public String description() {
        return description;
    }

    /** The most memory for Java objects that a JVM has where nothing else is said, as in {@code 512m}. */
    public String usualHeap() {
        return usualHeap;
    }
}

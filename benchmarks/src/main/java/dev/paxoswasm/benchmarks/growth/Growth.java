package dev.paxoswasm.benchmarks.growth;

import java.util.Locale;

/** With what it grows, or what grows: the name of a table. */
enum Growth {
    VALUE_SIZE("Writes by size of the value; 16 clients"),
    ACCEPTORS("Writes by number of acceptors"),
    LEARNERS("Writes by number of learners"),
    CLIENTS("Writes by number of clients"),
    LOG_LENGTH("Writes by length of the log"),
    RESTART("Seconds from the start of what was killed (SIGKILL) until all is healthy and led, by length of the log"),
    MEMORY("Memory after load, by length of the log");

    private final String title;

    Growth(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** As in {@code value-size}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package dev.paxoswasm.cli.cluster;

import java.util.List;
import java.util.Locale;

/** How far the JVMs compile what they run. */
public enum Compilation {
    /** The first compiler only: a sooner start, and full speed after seconds. */
    QUICK(List.of("-XX:TieredStopAtLevel=1")),
    /** Both compilers: a later start, and about twice that speed after a minute or two of load. */
    FULL(List.of());

    /** With fewer cores, nine JVMs that each optimise their code to the last keep one another from starting. */
    private static final int CORES_FOR_FULL = 4;

    private final List<String> arguments;

    Compilation(List<String> arguments) {
        this.arguments = arguments;
    }

    List<String> arguments() {
        return arguments;
    }

    /** What is best for trying things out here. */
    public static Compilation usual(Mode mode) {
        int cores = Runtime.getRuntime().availableProcessors();
        return mode == Mode.PROCESSES && cores < CORES_FOR_FULL ? QUICK : FULL;
    }

    /** As an option is written. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.Role;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many nodes a cluster has. */
final class SizeOptions {
    private static final int MOST = 15;

    @Option(
            names = "--acceptors",
            paramLabel = "N",
            description =
                    "From 1 to " + MOST + "; a majority of them decides. Stays what it was when the data was first"
                            + " written. Default: 3.")
    @Nullable
    private Integer acceptors;

    @Option(
            names = "--learners",
            paramLabel = "N",
            description = "From 1 to " + MOST + ". Default: what it was the last time with this data, or 2.")
    @Nullable
    private Integer learners;

    /**
     * Those that are given.
     *
     * @throws IllegalArgumentException if there would be too few or too many
     */
    Map<Role, Integer> counts() {
        Map<Role, Integer> counts = new EnumMap<>(Role.class);
        put(counts, "--acceptors", Role.ACCEPTOR, acceptors);
        put(counts, "--learners", Role.LEARNER, learners);
        return counts;
    }

    private static void put(Map<Role, Integer> counts, String option, Role role, @Nullable Integer count) {
        if (count == null) {
            return;
        }
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(option + " must be from 1 to " + MOST);
        }
        counts.put(role, count);
    }
}

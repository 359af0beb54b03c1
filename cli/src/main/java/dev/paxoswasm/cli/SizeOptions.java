package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.Role;
import java.util.Map;
import picocli.CommandLine.Option;

/** How many nodes a cluster has. */
final class SizeOptions {
    private static final int MOST = 15;

    @Option(
            names = "--acceptors",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "From 1 to " + MOST + "; a majority of them decides. Stays what it was when the data was first"
                            + " written. Default: ${DEFAULT-VALUE}.")
    private int acceptors;

    @Option(
            names = "--learners",
            paramLabel = "N",
            defaultValue = "2",
            description = "From 1 to " + MOST + ". Default: ${DEFAULT-VALUE}.")
    private int learners;

    /** @throws IllegalArgumentException if there would be too few or too many */
    Map<Role, Integer> counts() {
        require("--acceptors", acceptors);
        require("--learners", learners);
        return Map.of(Role.ACCEPTOR, acceptors, Role.LEARNER, learners);
    }

    private static void require(String option, int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(option + " must be from 1 to " + MOST);
        }
    }
}

package dev.paxoswasm.benchmarks.growth;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The rows of the tables that are not about the log. */
final class Sizes {
    private static final int LARGEST_VALUE = 1 << 20;
    private static final int MOST_CLIENTS = 10_000;
    private static final int MOST_NODES = 25;

    @Option(
            names = "--value-sizes",
            paramLabel = "BYTES",
            split = ",",
            defaultValue = "64,256,1024,16384,65536,262144,1048576",
            description = "Of value-size. Default: ${DEFAULT-VALUE}.")
    private List<Integer> valueBytes = List.of();

    @Option(
            names = "--acceptors",
            paramLabel = "N",
            split = ",",
            defaultValue = "3,5,7",
            description = "Of acceptors. Default: ${DEFAULT-VALUE}.")
    private List<Integer> acceptors = List.of();

    @Option(
            names = "--learners",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2,3,4,5,6",
            description = "Of learners. Default: ${DEFAULT-VALUE}.")
    private List<Integer> learners = List.of();

    @Option(
            names = "--clients",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,4,16,64,256",
            description = "Of clients. Default: ${DEFAULT-VALUE}.")
    private List<Integer> clients = List.of();

    List<Integer> valueBytes() {
        return valueBytes;
    }

    List<Integer> acceptors() {
        return acceptors;
    }

    List<Integer> learners() {
        return learners;
    }

    List<Integer> clients() {
        return clients;
    }

    /** What is wrong with them, if anything is. */
    Optional<String> complaint() {
        return complaint("--value-sizes", valueBytes, LARGEST_VALUE)
                .or(() -> complaint("--acceptors", acceptors, MOST_NODES))
                .or(() -> complaint("--learners", learners, MOST_NODES))
                .or(() -> complaint("--clients", clients, MOST_CLIENTS));
    }

    private static Optional<String> complaint(String option, List<Integer> sizes, int most) {
        return sizes.stream().allMatch(size -> size >= 1 && size <= most)
                ? Optional.empty()
                : Optional.of(option + " must each be from 1 to " + most);
    }
}

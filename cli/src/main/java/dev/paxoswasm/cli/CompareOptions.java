package dev.paxoswasm.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is compared with what. */
final class CompareOptions {
    static final List<String> PEERS = List.of("etcd", "zookeeper", "zookeeper-pipelined", "http-only");
    private static final List<String> MODES = List.of("up", "processes");
    private static final int MOST_ROUNDS = 100;

    @Option(
            names = "--compare",
            paramLabel = "PEER",
            split = ",",
            description =
                    "Instead of the running cluster, measure a fresh one and these peers in turn, under the same load:"
                            + " etcd, zookeeper, zookeeper-pipelined (its clients share four connections),"
                            + " http-only (a bare HTTP server that agrees on nothing: a bound, no peer)."
                            + " --clients is 1,16,64,256 then, unless given.")
    private List<String> peers = List.of();

    @Option(
            names = "--modes",
            paramLabel = "MODE",
            split = ",",
            defaultValue = "up,processes",
            description = "With --compare: how the fresh cluster runs, in one JVM (up) or one a service (processes)."
                    + " Default: ${DEFAULT-VALUE}.")
    private List<String> modes = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "With --compare: how often each is measured. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--csv", description = "With --compare: print a line a measurement.")
    private boolean csv;

    boolean isWanted() {
        return !peers.isEmpty();
    }

    /** What is wrong with them, if anything is. */
    Optional<String> complaint() {
        return Optional.<@Nullable String>ofNullable(firstComplaint());
    }

    private @Nullable String firstComplaint() {
        if (!PEERS.containsAll(peers)) {
            return "--compare knows " + String.join(", ", PEERS);
        }
        if (!MODES.containsAll(modes)) {
            return "--modes knows " + String.join(", ", MODES);
        }
        return rounds >= 1 && rounds <= MOST_ROUNDS ? null : "--rounds must be from 1 to " + MOST_ROUNDS;
    }

    List<String> arguments(String format) {
        return List.of(
                "compare",
                "--peers=" + String.join(",", peers),
                "--modes=" + String.join(",", modes),
                "--rounds=" + rounds,
                "--format=" + (csv ? "csv" : format));
    }
}

package dev.paxoswasm.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the leader is taken away. */
final class FailoverOptions {
    private static final int MOST_KILLS = 10_000;

    @Option(
            names = "--failover",
            description =
                    "Instead of the running cluster, start a fresh one, kill its leader again and again under a light load,"
                            + " and measure how long no write is acknowledged. --clients is 8 then, unless given.")
    private boolean wanted;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "50",
            description = "With --failover: how often. Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--cut-off",
            description = "With --failover: the leader's process is stopped (SIGSTOP) until another leads, not killed.")
    private boolean cutOff;

    boolean isWanted() {
        return wanted;
    }

    /** What is wrong with them, if anything is. */
    Optional<String> complaint() {
        return kills >= 1 && kills <= MOST_KILLS
                ? Optional.empty()
                : Optional.of("--kills must be from 1 to " + MOST_KILLS);
    }

    List<String> arguments(int clients, int valueSize, boolean json) {
        List<String> arguments = new ArrayList<>(List.of(
                "failover",
                "--times=" + kills,
                "--blow=" + (cutOff ? "stop" : "kill"),
                "--clients=" + clients,
                "--value-size=" + valueSize));
        if (json) {
            arguments.add("--json");
        }
        return arguments;
    }
}

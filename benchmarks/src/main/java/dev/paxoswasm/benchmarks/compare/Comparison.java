package dev.paxoswasm.benchmarks.compare;

import dev.paxoswasm.benchmarks.cluster.Workspace;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Measures each contestant in turn, and all of them again in the next round: what changes on the machine meanwhile
 * meets all of them. Only one runs at a time, freshly started over empty data.
 *
 * @param warmUp   before each measurement; {@linkplain Contestant#warmUpsAfterStart several times} as long once after a
 *     start
 * @param duration of each measurement
 */
public record Comparison(
        List<Contestant> contestants,
        List<Integer> clients,
        int rounds,
        int valueSize,
        Duration warmUp,
        Duration duration) {
    /** @param progress hears what is going on */
    public Results run(PrintStream progress) {
        Results results = new Results();
        int most = clients.stream().mapToInt(Integer::intValue).max().orElseThrow();
        for (int round = 1; round <= rounds; round++) {
            for (Contestant contestant : contestants) {
                progress.printf("round %d of %d: %s starts%n", round, rounds, contestant.name());
                try (Workspace workspace = Workspace.open()) {
                    Contestant.Running running = contestant.start(workspace);
                    Duration first = warmUp.multipliedBy(contestant.warmUpsAfterStart());
                    running.measure(new Load(most, valueSize, Duration.ZERO, first));
                    for (int count : clients) {
                        Measurement measured = running.measure(new Load(count, valueSize, warmUp, duration));
                        results.add(contestant.name(), contestant.isPeer(), count, measured);
                        progress.printf(
                                Locale.ROOT,
                                "round %d of %d: %s, %d clients: %,.0f writes/s, p50 %.2f ms, p99 %.2f ms%s%n",
                                round,
                                rounds,
                                contestant.name(),
                                count,
                                measured.writesPerSecond(),
                                measured.p50Millis(),
                                measured.p99Millis(),
                                measured.errors() == 0 ? "" : ", " + measured.errors() + " ERRORS");
                    }
                }
            }
        }
        return results;
    }
}

package dev.paxoswasm.simulation;

import dev.paxoswasm.simulation.world.Outcome;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What many runs came to.
 *
 * @param merged messages that carried the votes of several calls
 * @param failures by seed
 * @param seconds of real time
 */
public record Summary(
        long seeds,
        long events,
        long messages,
        long merged,
        long crashes,
        long forgotten,
        long rolledBack,
        long lostRounds,
        long elections,
        long chosen,
        double virtualSeconds,
        double seconds,
        Map<Long, Outcome.Failure> failures) {

    public Summary {
        failures = new TreeMap<>(failures);
    }

    /** One line a figure. */
    public String text() {
        return String.format(
                Locale.ROOT,
                """
                  seeds      %,d in %.1f s, %.1f a second
                  events     %,d
                  messages   %,d, %,d of votes merged
                  crashes    %,d
                  forgotten  %,d disks of acceptors, %,d of them older copies; %,d of proposers
                  elections  %,d
                  chosen     %,d values
                  time       %,.0f s of the clusters
                """,
                seeds,
                seconds,
                seeds / Math.max(seconds, 1e-9),
                events,
                messages,
                merged,
                crashes,
                forgotten,
                rolledBack,
                lostRounds,
                elections,
                chosen,
                virtualSeconds);
    }

    /** Adds up runs; any thread may. */
    static final class Tally {
        private final long start;
        private final Map<Long, Outcome.Failure> failures = new TreeMap<>();
        private long seeds;
        private long events;
        private long messages;
        private long merged;
        private long crashes;
        private long forgotten;
        private long rolledBack;
        private long lostRounds;
        private long elections;
        private long chosen;
        private long micros;

        Tally(long start) {
            this.start = start;
        }

        synchronized void add(long seed, Outcome outcome) {
            seeds++;
            events += outcome.events();
            messages += outcome.messages();
            merged += outcome.merged();
            crashes += outcome.crashes();
            forgotten += outcome.forgotten();
            rolledBack += outcome.rolledBack();
            lostRounds += outcome.lostRounds();
            elections += outcome.elections();
            chosen += outcome.chosen();
            micros += outcome.micros();
            if (outcome.failure() != null) {
                failures.put(seed, outcome.failure());
            }
        }

        synchronized Summary summary() {
            return new Summary(
                    seeds,
                    events,
                    messages,
                    merged,
                    crashes,
                    forgotten,
                    rolledBack,
                    lostRounds,
                    elections,
                    chosen,
                    micros / 1e6,
                    (System.nanoTime() - start) / 1e9,
                    failures);
        }
    }
}

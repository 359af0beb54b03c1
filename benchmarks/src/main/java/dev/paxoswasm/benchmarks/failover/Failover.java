package dev.paxoswasm.benchmarks.failover;

import dev.paxoswasm.benchmarks.cluster.Await;
import dev.paxoswasm.benchmarks.cluster.Leader;
import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.api.ClientApi;
import dev.paxoswasm.cli.bench.Bench;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Takes the leader away again and again under a steady light load, and brings it back.
 *
 * @param blow what happens to the leader
 */
public record Failover(PaxosCluster cluster, Blow blow, int times, int clients, int valueSize) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_BLOWS = Duration.ofSeconds(2);

    /** What happens to the leader. */
    public enum Blow {
        /** Its process is gone at once, and is started again. */
        KILL,
        /** Its process stands still, as one that is cut off does, until another leads. */
        STOP
    }

    /**
     * One of them.
     *
     * @param resumedMillis from the blow to the first acknowledgement of a write that was sent after it
     * @param gapMillis     the longest time around it without any acknowledgement
     * @param elections     how many ballots further the next leader was
     */
    public record Outcome(double resumedMillis, double gapMillis, long elections) {}

    /** @param lost slots whose acknowledged value is not in the log */
    public record Result(List<Outcome> outcomes, int acknowledged, List<Long> lost) {}

    public Result run(PrintStream progress) {
        Ledger ledger = new Ledger();
        AtomicBoolean over = new AtomicBoolean();
        Bench load = cluster.bench(clients, valueSize, Duration.ZERO, Duration.ZERO);
        Thread driver = Thread.ofPlatform().daemon().start(() -> load.runWhile(() -> !over.get(), ledger));
        List<Outcome> outcomes = new ArrayList<>();
        try {
            for (int i = 1; i <= times; i++) {
                cluster.start();
                resumed(ledger, System.nanoTime() + BETWEEN_BLOWS.toNanos());
                Outcome outcome = strike(ledger);
                outcomes.add(outcome);
                progress.printf(
                        Locale.ROOT,
                        "%d of %d: writes resumed after %.0f ms, longest gap %.0f ms, %d elections%n",
                        i,
                        times,
                        outcome.resumedMillis(),
                        outcome.gapMillis(),
                        outcome.elections());
            }
            cluster.start();
            over.set(true);
            driver.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        } finally {
            over.set(true);
        }
        return new Result(outcomes, ledger.size(), ledger.lost(new ClientApi(cluster.client())));
    }

    private Outcome strike(Ledger ledger) throws InterruptedException {
        Leader before = Await.present("a leader", PATIENCE, () -> Leader.of(cluster.layout()));
        long pid = cluster.process(before.node()).orElseThrow(() -> new Failure("the leader has no process"));
        long struck = System.nanoTime();
        if (blow == Blow.KILL) {
            cluster.kill(before.node());
        } else {
            signal("-STOP", pid);
        }
        try {
            long resumed = resumed(ledger, struck);
            Leader after = Await.present(
                    "another leader",
                    PATIENCE,
                    () -> Leader.of(cluster.layout()).filter(leader -> leader.round() > before.round()));
            return new Outcome(
                    (resumed - struck) / 1e6, ledger.longestGap(struck, resumed) / 1e6, after.round() - before.round());
        } finally {
            if (blow == Blow.STOP) {
                signal("-CONT", pid);
            }
        }
    }

    private static long resumed(Ledger ledger, long after) throws InterruptedException {
        long resumed = ledger.firstSentAfter(after, PATIENCE.toMillis());
        if (resumed == -1) {
            throw new Failure("no write was acknowledged within " + PATIENCE.toSeconds() + " s");
        }
        return resumed;
    }

    private static void signal(String signal, long pid) throws InterruptedException {
        try {
            int exit = new ProcessBuilder("kill", signal, String.valueOf(pid))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new Failure("kill " + signal + " " + pid + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new Failure("cannot run kill: " + e.getMessage());
        }
    }
}

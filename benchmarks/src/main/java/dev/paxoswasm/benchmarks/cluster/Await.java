package dev.paxoswasm.benchmarks.cluster;

import dev.paxoswasm.cli.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for a server that announces nothing. */
public final class Await {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private Await() {}

    /**
     * Looks until there is something.
     *
     * @throws Failure if there is nothing in time
     */
    public static <T> T present(String what, Duration within, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + within.toNanos();
        while (System.nanoTime() - deadline < 0 && !Thread.currentThread().isInterrupted()) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        throw new Failure(what + " not within " + within.toSeconds() + " s");
    }
}

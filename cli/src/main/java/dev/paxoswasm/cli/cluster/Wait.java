package dev.paxoswasm.cli.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for a condition that no one announces. */
final class Wait {
    private static final long LOOK_AGAIN_MILLIS = 150;

    private Wait() {}

    /**
     * Looks at the condition again and again, and at once when one of the processes ends.
     *
     * @return whether the condition held in time
     */
    static boolean until(BooleanSupplier condition, Duration within, Collection<NodeProcess> processes) {
        long deadline = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || !anEndOrAWhile(processes)) {
                return false;
            }
        }
        return true;
    }

    private static boolean anEndOrAWhile(Collection<NodeProcess> processes) {
        CompletableFuture<?>[] ends = processes.stream()
                .map(process -> process.living().orElse(null))
                .filter(Objects::nonNull)
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.anyOf(ends).get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}

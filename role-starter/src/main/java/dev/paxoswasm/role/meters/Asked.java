package dev.paxoswasm.role.meters;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What other nodes must be asked for, looked at by whoever reads the meters: it is asked for anew at each look, and
 * shown as it was the last time where that takes long.
 *
 * @param <T> what is asked for
 */
public final class Asked<T> {

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Supplier<T> question;
    private volatile @Nullable T answer;
    private @Nullable Thread asking;

    public Asked(Supplier<T> question) {
        this.question = question;
    }

    /** The latest answer; null before the first. */
    public synchronized @Nullable T latest() {
        Thread before = asking;
        if (before == null || !before.isAlive()) {
            Thread now = Thread.ofVirtual().name("asked for the meters").start(() -> answer = question.get());
            asking = now;
            try {
                now.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return answer;
    }
}

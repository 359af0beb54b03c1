package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.RefusalException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether a value can get agreed now: some proposer leads, and a phase-2 quorum of acceptors that vote has promised no
 * higher ballot. That is asked as for a read, at most once a second.
 */
final class AgreementHealth implements HealthIndicator {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Watermarks watermarks;
    private @Nullable String missing;
    private long validUntil = System.nanoTime();

    AgreementHealth(Watermarks watermarks) {
        this.watermarks = watermarks;
    }

    @Override
    public Health health() {
        String now = missing();
        return now == null
                ? Health.up().build()
                : Health.down().withDetail("reason", now).build();
    }

    boolean isPossible() {
        return missing() == null;
    }

    /** What keeps values from being agreed; null where nothing does. */
    private synchronized @Nullable String missing() {
        if (System.nanoTime() - validUntil >= 0) {
            missing = ask();
            validUntil = System.nanoTime() + VALID_NANOS;
        }
        return missing;
    }

    private @Nullable String ask() {
        try {
            watermarks.awaitUntil(System.nanoTime() + PATIENCE_NANOS);
            return null;
        } catch (RefusalException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "the question was interrupted";
        }
    }
}

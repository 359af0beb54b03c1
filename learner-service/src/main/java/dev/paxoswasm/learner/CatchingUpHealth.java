package dev.paxoswasm.learner;

import dev.paxoswasm.contract.learner.LearnerStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether a learner that has started has learned what was chosen by then. Whoever rolls the learners waits for that: a
 * value is acknowledged once a learner has learned it, so the last learner that is up to date must not end while the
 * others still read what they missed. Only a start is judged; {@code paxos.learner.lag} tells what happens later.
 *
 * <p>What was chosen, the proposers know. Where none of them answers within the patience, or one told more than a
 * phase-2 quorum of acceptors has voted for, it is ready: waiting would help nobody.
 */
final class CatchingUpHealth extends AbstractHealthIndicator {

    private final Supplier<LearnerStatus> status;
    private final Supplier<Optional<Long>> chosenThrough;
    private final Duration patience;
    private final long since = System.nanoTime();
    private @Nullable Long goal;
    private @Nullable String caughtUp;

    /**
     * @param chosenThrough all slots up to this one are chosen; empty where no proposer tells
     * @param patience for how long proposers are asked, and believed where acceptors show less
     */
    CatchingUpHealth(Supplier<LearnerStatus> status, Supplier<Optional<Long>> chosenThrough, Duration patience) {
        super("How far this learner is could not be found out");
        this.status = status;
        this.chosenThrough = chosenThrough;
        this.patience = patience;
    }

    @Override
    protected synchronized void doHealthCheck(Health.Builder health) {
        if (caughtUp == null) {
            caughtUp = look(health);
        }
        if (caughtUp != null) {
            health.up().withDetail("caughtUp", caughtUp);
        }
    }

    /** @return why it is ready; null where it is not, and then it is told why */
    private @Nullable String look(Health.Builder health) {
        if (goal == null) {
            goal = chosenThrough.get().orElse(null);
        }
        boolean patient = System.nanoTime() - since < patience.toNanos();
        if (goal == null) {
            if (!patient) {
                return "no proposer told what was chosen within " + patience.toMillis() + " ms of its start";
            }
            wait(health, "no proposer has told yet what is chosen; it is asked for " + patience.toMillis() + " ms");
            return null;
        }
        LearnerStatus now = status.get();
        long learned = now.chosenThrough();
        if (learned >= goal) {
            return "it has learned slot " + goal + ", the last that was chosen when it started";
        }
        if (!patient && learned > 0 && learned >= now.highestSlot()) {
            return "it has learned slot " + learned + ", the last that acceptors voted for; a proposer told of " + goal;
        }
        wait(health, "it has learned slot " + learned + " of " + goal + " that were chosen when it started");
        return null;
    }

    private static void wait(Health.Builder health, String why) {
        health.outOfService().withDetail("reason", why);
    }
}

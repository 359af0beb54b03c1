package dev.paxoswasm.learner;

import dev.paxoswasm.contract.learner.LearnerStatus;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether what acceptors vote for can be beside what is learned. Where it cannot, acceptors have forgotten what they
 * accepted: the learner goes on with what it has learned, and says so.
 */
final class LogHealth extends AbstractHealthIndicator {

    private final Supplier<LearnerStatus> status;

    LogHealth(Supplier<LearnerStatus> status) {
        super("The component did not tell its status");
        this.status = status;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        LearnerStatus now = status.get();
        Optional<String> trouble = now.trouble();
        if (trouble.isPresent()) {
            health.down().withDetail("reason", trouble.get());
        } else {
            health.up();
        }
        health.withDetail("chosenThrough", now.chosenThrough());
    }
}

package dev.paxoswasm.proposer;

import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Who leads, as far as this proposer knows. Down where it stepped down, or cannot campaign, for lack of a quorum. */
final class LeadershipHealth extends AbstractHealthIndicator {

    private final Supplier<ProposerStatus> status;

    LeadershipHealth(Supplier<ProposerStatus> status) {
        super("The component did not tell its status");
        this.status = status;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        ProposerStatus now = status.get();
        if (now.leadership() == Leadership.ISOLATED) {
            health.down().withDetail("reason", "no quorum of acceptors answers, so this proposer cannot lead");
        } else {
            health.up();
        }
        health.withDetail("leadership", now.leadership().name().toLowerCase(Locale.ROOT));
        now.leader().ifPresent(leader -> health.withDetail("leader", leader));
        now.ballot().ifPresent(ballot -> health.withDetail("round", ballot.round()));
    }
}

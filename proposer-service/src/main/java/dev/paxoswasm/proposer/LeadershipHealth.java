package dev.paxoswasm.proposer;

import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Who leads, as far as this proposer knows. Down where it cannot lead (no quorum answers, acceptors have forgotten what
 * is chosen, no round is left), or where nobody has led for some time. Acceptors that it does not count on are named.
 */
final class LeadershipHealth extends AbstractHealthIndicator {

    private final Supplier<ProposerStatus> status;
    private final Duration leaderless;

    /** @param leaderless for how long a proposer may know of no leader and be in health: some election timeouts */
    LeadershipHealth(Supplier<ProposerStatus> status, Duration leaderless) {
        super("The component did not tell its status");
        this.status = status;
        this.leaderless = leaderless;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        ProposerStatus now = status.get();
        Optional<String> reason = reason(now);
        if (reason.isPresent()) {
            health.down().withDetail("reason", reason.get());
        } else {
            health.up();
        }
        if (!now.leftOut().isEmpty()) {
            Map<String, String> leftOut = new TreeMap<>();
            now.leftOut().forEach(it -> leftOut.put("acceptor-" + it.acceptor(), it.reason()));
            health.withDetail("leftOut", leftOut);
        }
        health.withDetail("leadership", now.leadership().name().toLowerCase(Locale.ROOT));
        now.leader().ifPresent(leader -> health.withDetail("leader", leader));
        now.ballot().ifPresent(ballot -> health.withDetail("round", ballot.round()));
    }

    private Optional<String> reason(ProposerStatus now) {
        if (now.trouble().isPresent()) {
            return now.trouble();
        }
        if (now.leadership() == Leadership.ISOLATED) {
            return Optional.of("no quorum of acceptors answers and votes, so this proposer cannot lead");
        }
        if (now.leaderlessMillis() > leaderless.toMillis()) {
            return Optional.of("no leader is known for " + now.leaderlessMillis() + " ms");
        }
        return Optional.empty();
    }
}

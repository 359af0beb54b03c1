package dev.paxoswasm.acceptor;

import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Standing;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether this acceptor votes, and if not, what it waits for. */
final class StandingHealth extends AbstractHealthIndicator {

    private final Supplier<AcceptorStatus> status;

    StandingHealth(Supplier<AcceptorStatus> status) {
        super("The component did not tell its status");
        this.status = status;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        AcceptorStatus now = status.get();
        if (now.standing() == Standing.VOTING) {
            health.up();
        } else {
            health.down();
        }
        now.waitsFor().ifPresent(why -> health.withDetail("reason", why));
        health.withDetail("standing", now.standing().name().toLowerCase(Locale.ROOT))
                .withDetail("life", now.life());
    }
}

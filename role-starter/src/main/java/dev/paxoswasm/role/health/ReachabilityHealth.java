package dev.paxoswasm.role.health;

import dev.paxoswasm.role.transport.Reachability;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready means that enough nodes of another role can be reached. */
public final class ReachabilityHealth implements HealthIndicator {

    private final Reachability reachability;
    private final int needed;

    public ReachabilityHealth(Reachability reachability, int needed) {
        this.reachability = reachability;
        this.needed = needed;
    }

    @Override
    public Health health() {
        List<Long> reachable = reachability.reachable();
        Health.Builder health = reachable.size() >= needed ? Health.up() : Health.down();
        return health.withDetail("reachable", reachable)
                .withDetail("needed", needed)
                .build();
    }
}

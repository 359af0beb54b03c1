package dev.paxoswasm.role.health;

import dev.paxoswasm.host.OutOfServiceException.Reason;
import dev.paxoswasm.role.component.ComponentHost;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Alive means that this process can come into service by itself; else only starting it again helps. */
public final class NodeHealth implements HealthIndicator {

    private final ComponentHost<?> host;

    public NodeHealth(ComponentHost<?> host) {
        this.host = host;
    }

    @Override
    public Health health() {
        var outOfService = host.outOfService();
        if (outOfService == null || outOfService.reason() == Reason.SHUTDOWN) {
            return Health.up().build();
        }
        return Health.down()
                .withDetail("cause", outOfService.reason().name())
                .withDetail("reason", String.valueOf(outOfService.getMessage()))
                .build();
    }
}

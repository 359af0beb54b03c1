package dev.paxoswasm.role.health;

import dev.paxoswasm.role.component.ComponentHost;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready means that there is an instance of the component to enter. */
public final class ComponentHealth implements HealthIndicator {

    private final ComponentHost<?> host;

    public ComponentHealth(ComponentHost<?> host) {
        this.host = host;
    }

    @Override
    public Health health() {
        Health.Builder health;
        var outOfService = host.outOfService();
        String broken = host.broken();
        if (outOfService != null) {
            health = Health.down().withDetail("reason", String.valueOf(outOfService.getMessage()));
        } else if (broken != null) {
            health = Health.down().withDetail("reason", broken);
        } else {
            health = Health.up();
        }
        return health.withDetail("component", host.loaded().name())
                .withDetail("digest", host.loaded().digest())
                .withDetail("rebuilds", host.rebuilds())
                .build();
    }
}

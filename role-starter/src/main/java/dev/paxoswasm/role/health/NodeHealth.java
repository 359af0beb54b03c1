package dev.paxoswasm.role.health;

import dev.paxoswasm.host.OutOfServiceException.Reason;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.component.StorageRecovery;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Alive means that this process can come into service by itself, as it does where a disk was full and has room again;
 * else only starting it again helps, or a person.
 */
public final class NodeHealth implements HealthIndicator {

    private final ComponentHost<?> host;
    private final @Nullable StorageRecovery recovery;

    /** @param recovery of the storage; null where the node keeps nothing */
    public NodeHealth(ComponentHost<?> host, @Nullable StorageRecovery recovery) {
        this.host = host;
        this.recovery = recovery;
    }

    @Override
    public Health health() {
        var outOfService = host.outOfService();
        if (outOfService == null || outOfService.reason() == Reason.SHUTDOWN) {
            return Health.up().build();
        }
        boolean comesBack = outOfService.reason() == Reason.STORAGE && recovery != null && !recovery.isHopeless();
        return (comesBack ? Health.up() : Health.down())
                .withDetail("cause", outOfService.reason().name())
                .withDetail("reason", String.valueOf(outOfService.getMessage()))
                .build();
    }
}

package dev.paxoswasm.role.health;

import dev.paxoswasm.role.storage.NodeStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready means that a record was written and flushed within the last seconds. */
public final class StorageHealth implements HealthIndicator {

    private final NodeStore store;

    public StorageHealth(NodeStore store) {
        this.store = store;
    }

    @Override
    public Health health() {
        String notWritable = store.notWritable();
        Health.Builder health =
                notWritable == null ? Health.up() : Health.down().withDetail("reason", notWritable);
        return health.withDetail("directory", store.path().toString()).build();
    }
}

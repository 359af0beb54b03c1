package dev.paxoswasm.role.health;

import dev.paxoswasm.role.component.StorageRecovery;
import dev.paxoswasm.role.storage.ReopenableStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready means that a record was written and flushed within the last seconds. */
public final class StorageHealth implements HealthIndicator {

    private final ReopenableStore store;
    private final StorageRecovery recovery;

    public StorageHealth(ReopenableStore store, StorageRecovery recovery) {
        this.store = store;
        this.recovery = recovery;
    }

    @Override
    public Health health() {
        String notWritable = store.notWritable();
        Health.Builder health =
                notWritable == null ? Health.up() : Health.down().withDetail("reason", notWritable);
        String waitsFor = recovery.waitsFor();
        if (waitsFor != null) {
            health.withDetail("waitsFor", waitsFor);
        }
        return health.withDetail("directory", store.path().toString()).build();
    }
}

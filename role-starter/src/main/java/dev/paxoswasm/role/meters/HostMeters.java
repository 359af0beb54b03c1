package dev.paxoswasm.role.meters;

import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.storage.ReopenableStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;

/** What hosts a component: whether it serves, the component's limits and what it uses of them, and its store. */
public final class HostMeters {

    private HostMeters() {}

    public static void register(ComponentHost<?> host, MeterRegistry meters) {
        Gauge.builder("paxos.node.serving", host, it -> it.outOfService() == null && it.broken() == null ? 1 : 0)
                .description("1 while the node is in service and has an instance of its component")
                .register(meters);
        Gauge.builder("paxos.component.memory", host, ComponentHost::memoryBytes)
                .baseUnit("bytes")
                .description("Memory of the component's instance")
                .register(meters);
        Gauge.builder("paxos.component.memory.limit", host, it -> it.limits().maxMemoryBytes())
                .baseUnit("bytes")
                .description("The most memory that an instance may have")
                .register(meters);
        TimeGauge.builder(
                        "paxos.component.call.deadline",
                        host,
                        TimeUnit.NANOSECONDS,
                        it -> it.limits().callDeadline().toNanos())
                .description("How long one call into the component may run")
                .register(meters);
    }

    public static void register(ReopenableStore store, MeterRegistry meters) {
        Gauge.builder("paxos.storage.size", store, ReopenableStore::sizeBytes)
                .baseUnit("bytes")
                .description("Size of the store's files")
                .register(meters);
        Gauge.builder("paxos.storage.free", store, ReopenableStore::freeBytes)
                .baseUnit("bytes")
                .description("Room on the disk of the store")
                .register(meters);
        Gauge.builder("paxos.storage.capacity", store, ReopenableStore::capacityBytes)
                .baseUnit("bytes")
                .description("Size of the disk of the store")
                .register(meters);
        Gauge.builder("paxos.storage.writable", store, it -> it.notWritable() == null ? 1 : 0)
                .description("1 where a record was written and flushed within the last seconds")
                .register(meters);
    }
}

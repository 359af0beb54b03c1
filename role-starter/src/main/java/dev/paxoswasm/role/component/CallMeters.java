package dev.paxoswasm.role.component;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts and times the calls into a component. The time is that of the component, without waiting for lock or disk. */
public final class CallMeters {

    private final MeterRegistry registry;
    private final Counter rebuilds;
    private final Map<String, Timer> answered = new ConcurrentHashMap<>();
    private final Map<String, Timer> refused = new ConcurrentHashMap<>();
    private final Map<String, Timer> failed = new ConcurrentHashMap<>();

    public CallMeters(MeterRegistry registry) {
        this.registry = registry;
        rebuilds = Counter.builder("paxos.component.rebuilds")
                .description("Instances made anew after a failed call")
                .register(registry);
    }

    void answered(String function, long startNanos) {
        record(answered, function, "answered", startNanos);
    }

    void refused(String function, long startNanos) {
        record(refused, function, "refused", startNanos);
    }

    void failed(String function, long startNanos) {
        record(failed, function, "failed", startNanos);
    }

    void rebuilt() {
        rebuilds.increment();
    }

    private void record(Map<String, Timer> timers, String function, String outcome, long startNanos) {
        timers.computeIfAbsent(
                        function,
                        name -> Timer.builder("paxos.component.calls")
                                .description("Calls into the component")
                                .tag("function", name)
                                .tag("outcome", outcome)
                                .register(registry))
                .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }
}

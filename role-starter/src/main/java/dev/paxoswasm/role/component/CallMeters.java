package dev.paxoswasm.role.component;

import dev.paxoswasm.host.CallObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts and times the calls into a component. The time is that of the component, without waiting for lock or disk. */
public final class CallMeters implements CallObserver {

    private final MeterRegistry registry;
    private final Map<RebuildCause, Counter> rebuilds = new EnumMap<>(RebuildCause.class);
    private final Map<String, Timer[]> timers = new ConcurrentHashMap<>();

    public CallMeters(MeterRegistry registry) {
        this.registry = registry;
        for (RebuildCause cause : RebuildCause.values()) {
            rebuilds.put(
                    cause,
                    Counter.builder("paxos.component.rebuilds")
                            .description("Instances made anew")
                            .tag("cause", cause.tag())
                            .register(registry));
        }
    }

    @Override
    public long begin() {
        return System.nanoTime();
    }

    @Override
    public void end(String function, Ending ending, long begun) {
        Timer[] ofFunction = timers.get(function);
        if (ofFunction == null) {
            ofFunction = timers.computeIfAbsent(function, unused -> new Timer[Ending.values().length]);
        }
        Timer timer = ofFunction[ending.ordinal()];
        if (timer == null) {
            // A race registers the same timer twice, which the registry answers with the first.
            timer = register(function, ending);
            ofFunction[ending.ordinal()] = timer;
        }
        timer.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    }

    private Timer register(String function, Ending ending) {
        return Timer.builder("paxos.component.calls")
                .description("Calls into the component")
                .tag("function", function)
                .tag("outcome", ending.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    void rebuilt(RebuildCause cause) {
        rebuilds.get(cause).increment();
    }
}

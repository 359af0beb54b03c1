package dev.paxoswasm.role.component;

import dev.paxoswasm.host.CallObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Counts and times the calls into a component. The time is that of the component, without waiting for lock or disk. */
public final class CallMeters implements CallObserver {

    private final MeterRegistry registry;
    private final Counter rebuilds;
    private final Map<String, Timer[]> timers = new ConcurrentHashMap<>();

    public CallMeters(MeterRegistry registry) {
        this.registry = registry;
        rebuilds = Counter.builder("paxos.component.rebuilds")
                .description("Instances made anew after a failed call")
                .register(registry);
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

    void rebuilt() {
        rebuilds.increment();
    }
}

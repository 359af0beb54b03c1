package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts and times values by what became of them, each once, whether it came alone, in a batch or in a stream. */
final class ProposalMeters {

    /** What became of a value, as far as was told to whoever sent it. */
    enum Outcome {
        CHOSEN,
        /** It will not be chosen. */
        REFUSED,
        /** It will not be chosen, since too much was under way. */
        OVERLOADED,
        /** It was not chosen in time, and may be chosen yet. */
        UNKNOWN;

        static Outcome of(RuntimeException failure) {
            return failure instanceof RefusalException refused && refused.refusal() instanceof Refusal.Overloaded
                    ? OVERLOADED
                    : REFUSED;
        }
    }

    private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);

    ProposalMeters(MeterRegistry meters) {
        for (Outcome outcome : Outcome.values()) {
            timers.put(
                    outcome,
                    Timer.builder("paxos.proposals")
                            .description("Values, what became of them, and how long it took")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    void ended(Outcome outcome, long nanos) {
        timers.get(outcome).record(nanos, TimeUnit.NANOSECONDS);
    }
}

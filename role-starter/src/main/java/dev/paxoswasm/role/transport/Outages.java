package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.WitFormatException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs which nodes give no answer for a while, or one that the contract does not allow: once when it begins, and again
 * when it has been over for a while. A node that has never answered may just not have started yet, and is given longer.
 */
final class Outages {

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long TO_START_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long OVER_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanos;
    private final Set<Long> answeredOnce = ConcurrentHashMap.newKeySet();
    private final Map<Long, Outage> outages = new ConcurrentHashMap<>();

    private record Outage(String node, long since, long last, boolean silenceTold, boolean nonsenseTold) {

        boolean isTold() {
            return silenceTold || nonsenseTold;
        }
    }

    /** @param nanos a clock */
    Outages(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param name the node in words */
    void failed(long node, String name, RuntimeException failure) {
        long now = nanos.getAsLong();
        boolean nonsense = failure instanceof WitFormatException;
        outages.compute(node, (_, known) -> {
            Outage outage = known == null ? new Outage(name, now, now, false, false) : known;
            long patience = answeredOnce.contains(node) ? SILENT_NANOS : TO_START_NANOS;
            boolean tell =
                    nonsense ? !outage.nonsenseTold() : !outage.silenceTold() && now - outage.since() >= patience;
            if (tell) {
                LOG.warn("{}", RemoteFailure.reason(name, failure));
            }
            return new Outage(
                    name,
                    outage.since(),
                    now,
                    outage.silenceTold() || (tell && !nonsense),
                    outage.nonsenseTold() || (tell && nonsense));
        });
    }

    void answered(long node) {
        answeredOnce.add(node);
        if (outages.containsKey(node)) {
            outages.computeIfPresent(node, (_, outage) -> unlessOver(outage));
        }
    }

    private @Nullable Outage unlessOver(Outage outage) {
        long now = nanos.getAsLong();
        if (outage.isTold() && now - outage.last() < OVER_NANOS) {
            return outage;
        }
        if (outage.isTold()) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(outage.last() - outage.since());
            LOG.info("{} answers again: {} s lay between the first failure and the last", outage.node(), seconds);
        }
        return null;
    }
}

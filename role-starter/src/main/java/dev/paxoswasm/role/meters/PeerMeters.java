package dev.paxoswasm.role.meters;

import dev.paxoswasm.role.transport.Peers;
import dev.paxoswasm.role.transport.Reachability;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which other nodes this one reaches. */
public final class PeerMeters {

    private PeerMeters() {}

    /**
     * @param listed ids of all that may ever be there; of one that is not, no number is shown
     * @return the same
     */
    public static Reachability shown(
            Reachability reachability, Peers<?> peers, List<Long> listed, MeterRegistry meters) {
        Asked<List<Long>> reachable = new Asked<>(reachability::reachable);
        for (long id : listed) {
            Gauge.builder("paxos.peer.reachable", () -> heard(reachable.latest(), peers, id))
                    .description("1 where this node hears the other one")
                    .tag("peer", peers.name(id).replace(' ', '-'))
                    .register(meters);
        }
        return reachability;
    }

    private static double heard(@Nullable List<Long> reachable, Peers<?> peers, long id) {
        if (reachable == null || !peers.ids().contains(id)) {
            return Double.NaN;
        }
        return reachable.contains(id) ? 1 : 0;
    }
}

package dev.paxoswasm.role.meters;

import dev.paxoswasm.role.transport.Peers;
import dev.paxoswasm.role.transport.Reachability;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Which other nodes this one reaches. */
public final class PeerMeters {

    private PeerMeters() {}

    /** @return the same */
    public static Reachability shown(Reachability reachability, Peers<?> peers, MeterRegistry meters) {
        for (long id : peers.ids()) {
            Gauge.builder(
                            "paxos.peer.reachable",
                            reachability,
                            it -> it.reachable().contains(id) ? 1 : 0)
                    .description("1 where this node hears the other one")
                    .tag("peer", peers.name(id).replace(' ', '-'))
                    .register(meters);
        }
        return reachability;
    }
}

package dev.paxoswasm.role.health;

import dev.paxoswasm.role.cluster.PeerIdentities;
import dev.paxoswasm.role.cluster.PeerIdentities.Opinion;
import dev.paxoswasm.role.transport.Reachability;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether this node is configured for the same cluster as its peers, with the same voters and quorums. Down where
 * most of those heard lately say something else, for then it is rather this node that is wrong; where few do, they
 * are named.
 */
public final class ClusterHealth implements HealthIndicator {

    /** Peers that can be reached answer within that; whoever cannot has no opinion, and holds nobody up. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final PeerIdentities peers;
    private final List<Reachability> asked;
    private final AtomicBoolean asking = new AtomicBoolean();

    /** @param asked those that are asked where they were not heard lately; each answer is an opinion */
    public ClusterHealth(PeerIdentities peers, List<Reachability> asked) {
        this.peers = peers;
        this.asked = asked;
    }

    @Override
    public Health health() {
        ask();
        Opinion opinion = peers.lately();
        Health.Builder health = Health.up();
        if (opinion.isAgainstThisNode()) {
            health = Health.down()
                    .withDetail(
                            "reason",
                            "most nodes that were heard lately say something else of the cluster than this one, and refuse"
                                    + " it, as it refuses them");
        }
        health.withDetail("identity", peers.identity().text()).withDetail("agreeing", opinion.agreeing());
        if (!opinion.disagreements().isEmpty()) {
            health.withDetail("differing", opinion.disagreements());
        }
        return health.build();
    }

    private void ask() {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        try {
            Thread.ofVirtual().name("opinions").start(this::askAll).join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askAll() {
        try {
            asked.forEach(Reachability::reachable);
        } finally {
            asking.set(false);
        }
    }
}

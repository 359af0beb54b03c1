package dev.paxoswasm.role.health;

import dev.paxoswasm.role.cluster.PeerIdentities;
import dev.paxoswasm.role.cluster.PeerIdentities.Opinion;
import dev.paxoswasm.role.transport.Reachability;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether this node is configured for the same cluster as its peers, with the same voters and quorums. Down where most of those heard
 * lately say something else, for then it is rather this node that is wrong; where few do, they are named.
 */
public final class ClusterHealth implements HealthIndicator {

    private final PeerIdentities peers;
    private final List<Reachability> asked;

    /** @param asked those that are asked where they were not heard lately; each answer is an opinion */
    public ClusterHealth(PeerIdentities peers, List<Reachability> asked) {
        this.peers = peers;
        this.asked = asked;
    }

    @Override
    public Health health() {
        asked.forEach(Reachability::reachable);
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
}

package dev.paxoswasm.role.health;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether a node that has started is part of the cluster again: a leader reaches it, or it leads itself. Whoever rolls a role waits
 * for that, or the next node would end while the others have not found this one yet. Only a start is judged: once it is part of
 * the cluster it stays so, and other health tells what happens later.
 *
 * <p>Where no leader comes within the patience, the other proposers are asked who leads. If they say that somebody does, it goes on
 * waiting: that leader does not reach it. If nobody leads, waiting helps nobody.
 */
public final class JoiningHealth implements HealthIndicator {

    private final BooleanSupplier reached;
    private final Duration patience;
    private final Supplier<Optional<String>> whoLeads;
    private final long since = System.nanoTime();
    private volatile @Nullable String joined;

    /**
     * @param reached whether a leader has reached this node since it started
     * @param whoLeads what proposers that can be reached say of that; empty where none of them knows a leader
     */
    public JoiningHealth(BooleanSupplier reached, Duration patience, Supplier<Optional<String>> whoLeads) {
        this.reached = reached;
        this.patience = patience;
        this.whoLeads = whoLeads;
    }

    @Override
    public Health health() {
        String how = joined;
        if (how == null && reached.getAsBoolean()) {
            how = "a leader has reached it since it started";
            joined = how;
        }
        return how == null ? waiting() : Health.up().withDetail("joined", how).build();
    }

    private synchronized Health waiting() {
        if (System.nanoTime() - since < patience.toNanos()) {
            return down("no leader has reached it since it started; where nobody leads it waits for one for "
                    + patience.toMillis() + " ms");
        }
        Optional<String> leader = whoLeads.get();
        if (leader.isPresent()) {
            return down(leader.get() + ", but that leader has not reached it since it started");
        }
        String how = "nobody was found to lead within " + patience.toMillis() + " ms of its start";
        joined = how;
        return Health.up().withDetail("joined", how).build();
    }

    private static Health down(String why) {
        return Health.outOfService().withDetail("reason", why).build();
    }
}

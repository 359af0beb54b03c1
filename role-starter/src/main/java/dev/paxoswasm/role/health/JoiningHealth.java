package dev.paxoswasm.role.health;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether a node that has started is part of the cluster again: a leader reaches it, or it leads itself. Whoever rolls
 * a role waits for that, or the next node would end while the others have not found this one yet. Only a start is
 * judged: once it is part of the cluster it stays so, and other health tells what happens later.
 *
 * <p>Where no leader comes within the patience, the other proposers are asked who leads. If they say that somebody
 * does, it goes on waiting: that leader does not reach it. If nobody leads, waiting helps nobody.
 */
public final class JoiningHealth extends AbstractHealthIndicator {

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
        super("Whether it is part of the cluster could not be found out");
        this.reached = reached;
        this.patience = patience;
        this.whoLeads = whoLeads;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        String how = joined;
        if (how == null && reached.getAsBoolean()) {
            how = "a leader has reached it since it started";
            joined = how;
        }
        if (how == null) {
            waitOrJoin(health);
        } else {
            health.up().withDetail("joined", how);
        }
    }

    private void waitOrJoin(Health.Builder health) {
        if (System.nanoTime() - since < patience.toNanos()) {
            wait(
                    health,
                    "no leader has reached it since it started; where nobody leads it waits for one for "
                            + patience.toMillis() + " ms");
            return;
        }
        Optional<String> leader = whoLeads.get();
        if (leader.isPresent()) {
            wait(health, leader.get() + ", but that leader has not reached it since it started");
            return;
        }
        String how = "nobody was found to lead within " + patience.toMillis() + " ms of its start";
        joined = how;
        health.up().withDetail("joined", how);
    }

    private static void wait(Health.Builder health, String why) {
        health.outOfService().withDetail("reason", why);
    }
}

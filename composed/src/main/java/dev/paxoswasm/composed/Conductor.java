package dev.paxoswasm.composed;

import dev.paxoswasm.contract.messages.Address;
import dev.paxoswasm.contract.network.Event;
import dev.paxoswasm.contract.network.StepReport;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs a composition as a network without faults does: each message arrives, in the order of sending. */
final class Conductor {

    private final ComposedCluster cluster;
    private final VirtualClock clock;
    private final long tickMillis;
    private final Consumer<StepReport> watcher;

    /** @param watcher is shown what came of each step */
    Conductor(ComposedCluster cluster, VirtualClock clock, Shape shape, Consumer<StepReport> watcher) {
        this.cluster = cluster;
        this.clock = clock;
        tickMillis = shape.timing().tickMillis();
        this.watcher = watcher;
    }

    void start() {
        cluster.start().forEach(watcher);
    }

    /**
     * Lets time pass, and what is sent arrive, until something is so.
     *
     * @return whether it came to be so within that time
     */
    boolean runUntil(BooleanSupplier isSo, long virtualMillis) {
        long end = clock.nowMillis() + virtualMillis;
        while (!isSo.getAsBoolean()) {
            if (clock.nowMillis() >= end) {
                return false;
            }
            clock.pass(tickMillis);
            for (Address node : ComposedCluster.nodes()) {
                watcher.accept(cluster.tick(node.role(), node.id()));
            }
            deliverAll(isSo);
        }
        return true;
    }

    private void deliverAll(BooleanSupplier isSo) {
        for (List<Long> numbers = cluster.underWay(); !numbers.isEmpty(); numbers = cluster.underWay()) {
            for (long number : numbers) {
                if (isSo.getAsBoolean()) {
                    return;
                }
                watcher.accept(cluster.step(new Event.Deliver(number)));
            }
        }
    }
}

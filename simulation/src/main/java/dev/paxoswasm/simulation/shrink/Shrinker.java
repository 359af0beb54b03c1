package dev.paxoswasm.simulation.shrink;

import dev.paxoswasm.simulation.scenario.MessageName;
import dev.paxoswasm.simulation.scenario.Scenario;
import dev.paxoswasm.simulation.scenario.Shape;
import dev.paxoswasm.simulation.scenario.Spared;
import dev.paxoswasm.simulation.world.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Leaves out of a failing scenario whatever the same invariant breaks without: nodes, faults, users, the trouble of
 * messages.
 */
public final class Shrinker {

    /** The most runs that shrinking takes; what is reached then is good enough. */
    private static final int MAX_RUNS = 1_500;

    private final Function<Scenario, Outcome> run;
    private final String invariant;
    private Scenario best;
    private Outcome bestOutcome;
    private int runs;

    private Shrinker(Function<Scenario, Outcome> run, Scenario failing, Outcome outcome) {
        this.run = run;
        invariant = Objects.requireNonNull(outcome.failure()).invariant();
        best = failing;
        bestOutcome = outcome;
    }

    /**
     * @param run runs a scenario
     * @param failing a scenario that fails
     * @return one that breaks the same invariant, as short as was found
     */
    public static Scenario shrink(Function<Scenario, Outcome> run, Scenario failing) {
        Shrinker shrinker = new Shrinker(run, failing, run.apply(failing));
        long before;
        do {
            before = shrinker.size();
            shrinker.once();
        } while (shrinker.size() < before && shrinker.runs < MAX_RUNS);
        return shrinker.best;
    }

    private long size() {
        return bestOutcome.events() + best.faults().size() + best.usages().size();
    }

    private void once() {
        long failedAt = Objects.requireNonNull(bestOutcome.failure()).micros();
        if (failedAt < best.trouble()) {
            adopt(best.withTrouble(failedAt + 1));
        }
        DeltaDebugging.minimize(best.faults(), some -> adopt(best.withFaults(some)));
        DeltaDebugging.minimize(best.usages(), some -> adopt(best.withUsages(some)));
        adopt(best.withSteadyClocks());
        adopt(best.withQuickDisks());
        if (!adopt(best.withSpared(Spared.ALL)) && !best.spared().all()) {
            Set<MessageName> spared = best.spared().messages();
            List<MessageName> troubled = List.copyOf(bestOutcome.troubled());
            DeltaDebugging.minimize(troubled, some -> adopt(best.withSpared(sparing(spared, troubled, some))));
        }
        shrinkCluster();
    }

    private static Spared sparing(Set<MessageName> already, List<MessageName> troubled, List<MessageName> but) {
        Set<MessageName> messages = new HashSet<>(troubled);
        but.forEach(messages::remove);
        messages.addAll(already);
        return new Spared(false, messages);
    }

    private void shrinkCluster() {
        Shape shape = best.shape();
        for (int clients = 1; clients < shape.clients(); clients++) {
            if (adopt(best.withShape(best.shape()
                    .with(clients, best.shape().proposers(), best.shape().learners())))) {
                break;
            }
        }
        for (int proposers = 1; proposers < shape.proposers(); proposers++) {
            if (adopt(best.withShape(best.shape()
                    .with(best.shape().clients(), proposers, best.shape().learners())))) {
                break;
            }
        }
        for (int learners = 1; learners < shape.learners(); learners++) {
            if (adopt(best.withShape(
                    best.shape().with(best.shape().clients(), best.shape().proposers(), learners)))) {
                break;
            }
        }
    }

    /** Takes a scenario for the best where it breaks the same invariant. */
    private boolean adopt(Scenario candidate) {
        if (runs >= MAX_RUNS || candidate.equals(best)) {
            return false;
        }
        runs++;
        Outcome outcome = run.apply(candidate);
        Outcome.Failure failure = outcome.failure();
        if (failure == null || !failure.invariant().equals(invariant)) {
            return false;
        }
        best = candidate;
        bestOutcome = outcome;
        return true;
    }
}

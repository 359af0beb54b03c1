package dev.paxoswasm.simulation;

import dev.paxoswasm.simulation.scenario.FaultKind;
import dev.paxoswasm.simulation.scenario.Scenario;
import dev.paxoswasm.simulation.shrink.Shrinker;
import dev.paxoswasm.simulation.world.Components;
import dev.paxoswasm.simulation.world.HostMutant;
import dev.paxoswasm.simulation.world.Outcome;
import dev.paxoswasm.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Runs seeds, each in one thread, several at once.
 *
 * @param kinds what may go wrong
 */
public record Simulator(Components components, HostMutant hostMutant, Set<FaultKind> kinds) {

    public Simulator {
        kinds = Set.copyOf(kinds);
    }

    /** The built components under all faults. */
    public static Simulator ofBuilt() {
        return new Simulator(Components.built(), HostMutant.NONE, Set.of(FaultKind.values()));
    }

    /** Runs one seed. */
    public Outcome run(long seed) {
        return World.run(Scenario.of(seed, kinds), components, hostMutant);
    }

    /**
     * Runs seeds until the first that fails, which is the lowest of those that fail whatever the number of threads.
     *
     * @param progress told now and then, by any thread
     */
    public Summary run(long firstSeed, long count, int threads, Consumer<Summary> progress)
            throws InterruptedException {
        long start = System.nanoTime();
        AtomicLong next = new AtomicLong(firstSeed);
        AtomicLong end = new AtomicLong(firstSeed + count);
        Summary.Tally tally = new Summary.Tally(start);
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                workers.add(pool.submit(() -> {
                    for (long seed = next.getAndIncrement(); seed < end.get(); seed = next.getAndIncrement()) {
                        Outcome outcome = run(seed);
                        if (outcome.failure() != null) {
                            long failed = seed;
                            end.updateAndGet(before -> Math.min(before, failed));
                        }
                        tally.add(seed, outcome);
                        progress.accept(tally.summary());
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("the simulation itself failed", e.getCause());
        }
        return tally.summary();
    }

    /** The shortest script found that breaks the invariant which a seed breaks. */
    public Counterexample shrink(long seed) {
        Scenario shrunk =
                Shrinker.shrink(scenario -> World.run(scenario, components, hostMutant), Scenario.of(seed, kinds));
        return new Counterexample(seed, shrunk, World.record(shrunk, components, hostMutant));
    }
}

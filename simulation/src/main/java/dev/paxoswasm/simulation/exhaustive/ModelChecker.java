package dev.paxoswasm.simulation.exhaustive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Visits every reachable state, breadth first, so that what leads to a broken invariant is as short as can be. */
public final class ModelChecker {

    private static final long PROGRESS_NANOS = 1_000_000_000L;
    private static final int LOOK_AT_CLOCK_EACH = 1024;

    private final Model model;
    private final StateStore states = new StateStore();
    private final Consumer<Progress> progress;
    private final long began = System.nanoTime();
    private long transitions;
    private long nextProgress = began + PROGRESS_NANOS;
    private long searched;
    private int depth;

    private ModelChecker(Components components, Scope scope, Consumer<Progress> progress) {
        this.model = new Model(components, scope);
        this.progress = progress;
    }

    /**
     * Visits all states of a scope, or those up to the first in which an invariant does not hold.
     *
     * @param progress told about once a second
     */
    public static Report check(Components components, Scope scope, Consumer<Progress> progress) {
        ModelChecker checker;
        try {
            checker = new ModelChecker(components, scope, progress);
        } catch (Violation e) {
            return new Report(
                    0, 0, 0, 0, 0, 0, 0, Optional.of(new Counterexample(e.invariant(), e.getMessage(), List.of())));
        }
        return checker.run();
    }

    private Report run() {
        int[] least = new int[Model.WIDTH];
        int current = -1;
        try {
            model.canonical(model.initial(), least);
            states.add(least, -1);
            int[] state = new int[Model.WIDTH];
            int endOfLevel = 1;
            for (current = 0; current < states.size(); current++) {
                if (current == endOfLevel) {
                    depth++;
                    endOfLevel = states.size();
                }
                if (current % LOOK_AT_CLOCK_EACH == 0 && System.nanoTime() > nextProgress) {
                    nextProgress = System.nanoTime() + PROGRESS_NANOS;
                    progress.accept(progressNow(current));
                }
                states.get(current, state);
                int parent = current;
                model.expand(state, successor -> {
                    transitions++;
                    model.canonical(successor, least);
                    states.add(least, parent);
                });
            }
            searched = System.nanoTime();
            new Reductions(model, this::tried).check();
            return report(Optional.empty());
        } catch (Violation e) {
            return report(Optional.of(new Counterexample(e.invariant(), e.getMessage(), script(current))));
        }
    }

    private Progress progressNow(int visited) {
        return new Progress(states.size(), states.size() - visited, depth, 0, System.nanoTime() - began);
    }

    private void tried(int transitions) {
        if (transitions % LOOK_AT_CLOCK_EACH == 0 && System.nanoTime() > nextProgress) {
            nextProgress = System.nanoTime() + PROGRESS_NANOS;
            progress.accept(new Progress(states.size(), 0, depth, transitions, searched - began));
        }
    }

    private Report report(Optional<Counterexample> counterexample) {
        return new Report(
                states.size(),
                transitions,
                depth,
                model.proposer(0).size() + model.proposer(1).size(),
                model.acceptor().size(),
                (searched == 0 ? System.nanoTime() : searched) - began,
                searched == 0 ? 0 : System.nanoTime() - searched,
                counterexample);
    }

    /** What leads from the beginning to a state, and there to the action that broke the invariant. */
    private List<String> script(int last) {
        List<int[]> path = new ArrayList<>();
        for (int number = last; number >= 0; number = states.parent(number)) {
            int[] state = new int[Model.WIDTH];
            states.get(number, state);
            path.addFirst(state);
        }
        List<String> script = new ArrayList<>();
        if (path.isEmpty()) {
            return script;
        }
        int[] state = model.initial();
        for (int[] wanted : path.subList(1, path.size())) {
            state = follow(state, wanted, script);
        }
        try {
            model.expand(state, _ -> {});
        } catch (Violation e) {
            script.add(model.action().text());
        }
        return script;
    }

    /** The successor that is the wanted one but for names of acceptors. */
    private int[] follow(int[] state, int[] wanted, List<String> script) {
        int[] least = new int[Model.WIDTH];
        List<int[]> found = new ArrayList<>();
        model.expand(state, successor -> {
            model.canonical(successor, least);
            if (found.isEmpty() && Arrays.equals(least, wanted)) {
                found.add(successor);
                String consequence = model.action().consequence();
                script.add(model.action().text() + (consequence.isEmpty() ? "" : " -> " + consequence));
            }
        });
        return found.getFirst();
    }

    /**
     * How far a check is.
     *
     * @param frontier states met and not yet visited
     * @param tried transitions tried again to check the reductions, after the search
     * @param nanos how long the search took so far
     */
    public record Progress(int states, int frontier, int depth, int tried, long nanos) {
        public long statesPerSecond() {
            return Math.round(states / (nanos / 1e9));
        }
    }

    /**
     * A broken invariant.
     *
     * @param what with the values
     * @param script what leads to it, one action a line
     */
    public record Counterexample(Invariant invariant, String what, List<String> script) {}

    /**
     * What a check found.
     *
     * @param states different states met
     * @param transitions steps between them, those to states met before included
     * @param depth the most steps from the beginning
     * @param proposerStates different states of the two proposers, each by itself
     * @param acceptorStates the same of an acceptor
     */
    public record Report(
            int states,
            long transitions,
            int depth,
            int proposerStates,
            int acceptorStates,
            long searchNanos,
            long reductionsNanos,
            Optional<Counterexample> counterexample) {}
}

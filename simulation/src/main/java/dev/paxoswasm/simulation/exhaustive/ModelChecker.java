package dev.paxoswasm.simulation.exhaustive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Visits every reachable state, breadth first, so that what leads to a broken invariant is as short as can be. */
public final class ModelChecker {

    private static final long PROGRESS_NANOS = 1_000_000_000L;
    private static final int LOOK_AT_CLOCK_EACH = 1024;

    private final Model model;
    private final StateStore states = new StateStore();
    private final Watcher watcher;
    private final long began = System.nanoTime();
    private long transitions;
    private long nextProgress = began + PROGRESS_NANOS;
    private long searched;
    private int depth;

    private ModelChecker(Components components, Scope scope, Watcher watcher) {
        this.model = new Model(components, scope);
        this.watcher = watcher;
    }

    /**
     * Visits all states of a scope, or those up to the first in which an invariant does not hold; then checks that
     * those left out could be.
     */
    public static Report check(Components components, Scope scope, Watcher watcher) {
        ModelChecker checker;
        try {
            checker = new ModelChecker(components, scope, watcher);
        } catch (Violation e) {
            return new Report(
                    Found.NOTHING, 0, Optional.of(new Counterexample(e.invariant(), e.getMessage(), List.of())));
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
                    watcher.searching(progressNow(current));
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
            watcher.searched(found());
            new Reductions(model, this::tried).check();
            return report(Optional.empty());
        } catch (Violation e) {
            return report(Optional.of(new Counterexample(e.invariant(), e.getMessage(), script(current))));
        }
    }

    private Progress progressNow(int visited) {
        return new Progress(states.size(), states.size() - visited, depth, System.nanoTime() - began);
    }

    private void tried(int transitions) {
        if (transitions % LOOK_AT_CLOCK_EACH == 0 && System.nanoTime() > nextProgress) {
            nextProgress = System.nanoTime() + PROGRESS_NANOS;
            watcher.reducing(transitions);
        }
    }

    private Report report(Optional<Counterexample> counterexample) {
        return new Report(found(), searched == 0 ? 0 : System.nanoTime() - searched, counterexample);
    }

    private Found found() {
        return new Found(
                states.size(),
                transitions,
                depth,
                model.proposer(0).size() + model.proposer(1).size(),
                model.acceptor().size(),
                (searched == 0 ? System.nanoTime() : searched) - began);
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

    /** Is told how far a check is. */
    public interface Watcher {

        Watcher NONE = new Watcher() {};

        /** About once a second, during the search. */
        default void searching(Progress progress) {}

        /** The search is over, and broke no invariant. */
        default void searched(Found found) {}

        /** About once a second afterwards: so many transitions were tried again, to check the reductions. */
        default void reducing(int tried) {}
    }

    /**
     * How far a search is.
     *
     * @param frontier states met and not yet visited
     * @param nanos how long it took so far
     */
    public record Progress(int states, int frontier, int depth, long nanos) {
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
     * What a search met.
     *
     * @param states different states
     * @param transitions steps between them, those to states met before included
     * @param depth the most steps from the beginning
     * @param proposerStates different states of the two proposers, each by itself
     * @param acceptorStates the same of an acceptor
     * @param nanos how long it took
     */
    public record Found(int states, long transitions, int depth, int proposerStates, int acceptorStates, long nanos) {

        static final Found NOTHING = new Found(0, 0, 0, 0, 0, 0);
    }

    /**
     * What a check came to.
     *
     * @param reductionsNanos how long checking the reductions took; 0 where the search broke an invariant
     */
    public record Report(Found found, long reductionsNanos, Optional<Counterexample> counterexample) {}
}

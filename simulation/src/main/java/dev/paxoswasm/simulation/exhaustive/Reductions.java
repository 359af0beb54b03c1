package dev.paxoswasm.simulation.exhaustive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Checks by the components themselves what the search took for granted when it left states out. */
final class Reductions {

    private final Model model;
    private final IntConsumer progress;
    private int tried;

    /** @param progress told how many transitions were tried, each time one was */
    Reductions(Model model, IntConsumer progress) {
        this.model = model;
        this.progress = progress;
    }

    void check() {
        try {
            checkAll();
        } catch (Violation e) {
            throw new IllegalStateException("a reduction does not hold: " + e.getMessage(), e);
        }
    }

    private void checkAll() {
        // The proposers have nothing in common.
        IntStream.range(0, Scope.PROPOSERS).mapToObj(model::proposer).parallel().forEach(machine -> {
            checkMerged(machine);
            checkRenamed(machine);
        });
        checkDropped();
    }

    /** Other histories that were taken for the same state go on as it does, whatever was seen to happen in it. */
    private void checkMerged(ProposerMachine machine) {
        for (int state = 0; state < machine.size(); state++) {
            ProposerMachine.Local local = machine.local(state);
            for (ProposerMachine.History other : List.copyOf(local.alternatives)) {
                for (int input = 0; input < local.steps.length; input++) {
                    ProposerMachine.Step step = local.steps[input];
                    tried();
                    if (step != null
                            && !machine.computed(other, local.terms, machine.input(input))
                                    .equals(step)) {
                        throw new IllegalStateException("two histories were taken for one state of proposer "
                                + machine.self() + ", but differ after "
                                + ProposerInput.text(machine.input(input)) + ": " + other + " and " + local.history);
                    }
                }
            }
        }
    }

    /** Acceptors are alike to a proposer: renamed inputs lead to renamed states. */
    private void checkRenamed(ProposerMachine machine) {
        int size = machine.size();
        for (int state = 0; state < size; state++) {
            ProposerMachine.Local local = machine.local(state);
            for (int permutation : Permutation.GENERATORS) {
                Permutation names = Permutation.ALL.get(permutation);
                int renamed = machine.renamed(state, permutation);
                for (int input = 0; input < local.steps.length; input++) {
                    ProposerMachine.Step step = local.steps[input];
                    if (step == null) {
                        continue;
                    }
                    tried();
                    int other = machine.input(machine.input(input).renamed(names));
                    int expected = machine.renamed(step.state(), permutation);
                    if (machine.step(renamed, other).state() != expected) {
                        throw new IllegalStateException("a proposer tells acceptors apart: " + local.history + ", then "
                                + ProposerInput.text(machine.input(input)));
                    }
                }
            }
        }
    }

    /** What was dropped since it changed nothing would change nothing later either. */
    private void checkDropped() {
        Deque<Dropped.Answer> open = new ArrayDeque<>(model.dropped().answers());
        Set<Dropped.Answer> met = new HashSet<>(open);
        while (!open.isEmpty()) {
            Dropped.Answer answer = open.remove();
            ProposerMachine machine = model.proposer(answer.proposer());
            tried();
            ProposerMachine.Step step = machine.step(answer.state(), answer.input());
            if (step.state() != answer.state() || step.asks()) {
                throw new IllegalStateException("an answer was dropped that matters later: "
                        + ProposerInput.text(machine.input(answer.input())) + " in "
                        + machine.local(answer.state()).history);
            }
            for (ProposerMachine.Step onward : machine.local(answer.state()).steps) {
                if (onward != null) {
                    Dropped.Answer later = new Dropped.Answer(answer.proposer(), onward.state(), answer.input());
                    if (met.add(later)) {
                        open.add(later);
                    }
                }
            }
        }
    }

    private synchronized void tried() {
        progress.accept(++tried);
    }
}

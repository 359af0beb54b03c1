package dev.paxoswasm.simulation;

import dev.paxoswasm.simulation.scenario.Scenario;
import dev.paxoswasm.simulation.scenario.Shape;
import dev.paxoswasm.simulation.world.Outcome;
import java.util.List;
import java.util.Locale;

/** A failing run, shrunk. */
public record Counterexample(long seed, Scenario scenario, Outcome outcome) {

    /**
     * What broke, in which cluster, and the script: one line a message with its time, from whom to whom, and its
     * effect.
     */
    public String text() {
        Shape shape = scenario.shape();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "seed %d, shrunk to %d acceptors (quorums %d and %d), %d proposers, %d learners, %d clients;"
                        + " %d faults, %d requests of users%n",
                seed,
                shape.acceptors(),
                shape.phase1(),
                shape.phase2(),
                shape.proposers(),
                shape.learners(),
                shape.clients(),
                scenario.faults().size(),
                scenario.usages().size()));
        List<String> script = outcome.script();
        script.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}

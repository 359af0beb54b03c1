package dev.paxoswasm.simulation.exhaustive;

import java.util.HashSet;
import java.util.Set;

/** The answers that were dropped, since they change nothing: in which state of which proposer. */
final class Dropped {

    record Answer(int proposer, int state, int input) {}

    private final Set<Answer> answers = new HashSet<>();

    void add(int proposer, int state, int input) {
        answers.add(new Answer(proposer, state, input));
    }

    Set<Answer> answers() {
        return answers;
    }
}

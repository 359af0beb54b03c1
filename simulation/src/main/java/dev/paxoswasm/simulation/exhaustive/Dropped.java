package dev.paxoswasm.simulation.exhaustive;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The answers that were dropped, since they change nothing: in which state of which proposer. */
final class Dropped {

    record Answer(int proposer, int state, int input) {}

    /** The inputs, by proposer and state. */
    private final List<List<BitSet>> inputs = List.of(new ArrayList<>(), new ArrayList<>());

    void add(int proposer, int state, int input) {
        List<BitSet> ofProposer = inputs.get(proposer);
        while (ofProposer.size() <= state) {
            ofProposer.add(new BitSet());
        }
        ofProposer.get(state).set(input);
    }

    List<Answer> answers() {
        List<Answer> answers = new ArrayList<>();
        for (int proposer = 0; proposer < Scope.PROPOSERS; proposer++) {
            for (int state = 0; state < inputs.get(proposer).size(); state++) {
                for (int input : inputs.get(proposer).get(state).stream().toArray()) {
                    answers.add(new Answer(proposer, state, input));
                }
            }
        }
        return answers;
    }
}

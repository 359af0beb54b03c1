package dev.paxoswasm.simulation.history;

import java.util.List;
import java.util.Optional;

/** A register that holds a number, 0 at first; writing answers the number before. */
final class Register implements SequentialSpecification<Integer, Register.Request, Integer> {

    sealed interface Request {}

    record Write(int number) implements Request {}

    record Read() implements Request {}

    @Override
    public Integer initial() {
        return 0;
    }

    @Override
    public Optional<Integer> after(Integer state, Request input, Integer output) {
        if (!output.equals(state)) {
            return Optional.empty();
        }
        return Optional.of(input instanceof Write(int number) ? number : state);
    }

    @Override
    public List<Integer> afterUnanswered(Integer state, Request input) {
        return input instanceof Write(int number) ? List.of(number) : List.of();
    }
}

package dev.paxoswasm.simulation.history;

import java.util.List;
import java.util.Optional;

/**
 * What an object does when operations come one after the other.
 *
 * @param <S> its states; equal ones have the same future, {@code equals} and {@code hashCode} say which are equal
 * @param <I> what is asked
 * @param <O> what is answered
 */
public interface SequentialSpecification<S, I, O> {

    S initial();

    /** The state after an operation that gave this answer; empty where that answer would be wrong. */
    Optional<S> after(S state, I input, O output);

    /**
     * The states that an operation may leave whose answer nobody saw; none where only its absence needs to be tried.
     */
    List<S> afterUnanswered(S state, I input);
}

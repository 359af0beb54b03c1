package dev.paxoswasm.simulation.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Searches depth first for an order in which a history may have taken effect. At each step it tries the operations that
 * none still to be ordered precedes (Wing and Gong). A configuration, that is the set of the ordered operations and the
 * state they left, is tried once (Lowe).
 */
final class LinearizationSearch<S, I, O> {

    private record Configuration<S>(BitSet ordered, S state) {}

    /** An operation that was ordered: the state before it, and the other states that it may leave. */
    private record Choice<S, I, O>(Event<I, O> call, S before, Iterator<S> others) {}

    private final SequentialSpecification<S, I, O> specification;
    private final Event<I, O> head;
    private final BitSet ordered = new BitSet();
    private final Deque<Choice<S, I, O>> choices = new ArrayDeque<>();
    private final Set<Configuration<S>> tried = new HashSet<>();
    private int answersLeft;
    private List<Operation<I, O>> longest = List.of();

    LinearizationSearch(SequentialSpecification<S, I, O> specification, History<I, O> history) {
        this.specification = specification;
        head = Event.listOf(history);
        answersLeft = Math.toIntExact(history.operations().stream()
                .filter(operation -> operation.outcome() instanceof Outcome.Returned<O>)
                .count());
    }

    /** The longest order that was found. */
    List<Operation<I, O>> longest() {
        return longest;
    }

    /** Whether an order explains every answer. Called once. */
    boolean succeeds() {
        S state = specification.initial();
        Event<I, O> at = head.next();
        while (answersLeft > 0) {
            if (at != null && at.isCall()) {
                Iterator<S> successors = successors(state, at.operation());
                Optional<S> after = firstUntried(successors, at.index());
                if (after.isEmpty()) {
                    at = at.next();
                } else {
                    order(new Choice<>(at, state, successors));
                    state = after.get();
                    at = head.next();
                }
                continue;
            }
            // What returned here is not ordered, and nothing that may come before it is left: the last choice was
            // wrong.
            noteLongest();
            if (choices.isEmpty()) {
                return false;
            }
            Choice<S, I, O> last = choices.element();
            Optional<S> other = firstUntried(last.others(), last.call().index());
            if (other.isPresent()) {
                state = other.get();
                at = head.next();
            } else {
                undo();
                state = last.before();
                at = last.call().next();
            }
        }
        noteLongest();
        return true;
    }

    private Iterator<S> successors(S state, Operation<I, O> operation) {
        return switch (operation.outcome()) {
            case Outcome.Returned<O>(O output, long _) ->
                specification.after(state, operation.input(), output).stream().iterator();
            case Outcome.Unknown<O>() ->
                specification.afterUnanswered(state, operation.input()).iterator();
        };
    }

    /** The first of the states that makes a new configuration, once this operation counts as ordered. */
    private Optional<S> firstUntried(Iterator<S> states, int index) {
        if (!states.hasNext()) {
            return Optional.empty();
        }
        BitSet with = (BitSet) ordered.clone();
        with.set(index);
        while (states.hasNext()) {
            S state = states.next();
            if (tried.add(new Configuration<>(with, state))) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private void order(Choice<S, I, O> choice) {
        choices.push(choice);
        ordered.set(choice.call().index());
        choice.call().lift();
        if (choice.call().isAnswered()) {
            answersLeft--;
        }
    }

    private void undo() {
        Choice<S, I, O> last = choices.pop();
        ordered.clear(last.call().index());
        last.call().putBack();
        if (last.call().isAnswered()) {
            answersLeft++;
        }
    }

    private void noteLongest() {
        if (choices.size() > longest.size()) {
            List<Operation<I, O>> order = new ArrayList<>(choices.size());
            choices.descendingIterator()
                    .forEachRemaining(choice -> order.add(choice.call().operation()));
            longest = order;
        }
    }
}

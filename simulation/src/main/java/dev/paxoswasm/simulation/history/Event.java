package dev.paxoswasm.simulation.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The invocation or the return of an operation, in a list by time out of which operations can be lifted and put back.
 */
final class Event<I, O> {
    private static final int HEAD = -1;

    private final int index;
    private final @Nullable Operation<I, O> operation;
    private final boolean call;
    private @Nullable Event<I, O> itsReturn;
    private @Nullable Event<I, O> previous;
    private @Nullable Event<I, O> next;

    private Event(int index, @Nullable Operation<I, O> operation, boolean call) {
        this.index = index;
        this.operation = operation;
        this.call = call;
    }

    /**
     * The head of a list of all events; it is none itself. At one and the same moment, invocations come before returns.
     */
    static <I, O> Event<I, O> listOf(History<I, O> history) {
        record Timed<I, O>(long at, Event<I, O> event) {}
        List<Timed<I, O>> events = new ArrayList<>();
        int index = 0;
        for (Operation<I, O> operation : history.operations()) {
            Event<I, O> call = new Event<>(index, operation, true);
            events.add(new Timed<>(operation.invokedAt(), call));
            if (operation.outcome() instanceof Outcome.Returned<O>(O _, long at)) {
                call.itsReturn = new Event<>(index, operation, false);
                events.add(new Timed<>(at, call.itsReturn));
            }
            index++;
        }
        events.sort(Comparator.<Timed<I, O>>comparingLong(Timed::at).thenComparing(timed -> !timed.event().call));
        Event<I, O> head = new Event<>(HEAD, null, false);
        Event<I, O> last = head;
        for (Timed<I, O> timed : events) {
            last.next = timed.event();
            timed.event().previous = last;
            last = timed.event();
        }
        return head;
    }

    /** The position of the operation in its history. */
    int index() {
        return index;
    }

    boolean isCall() {
        return call;
    }

    boolean isAnswered() {
        return itsReturn != null;
    }

    Operation<I, O> operation() {
        if (operation == null) {
            throw new IllegalStateException("the head of the list is no event");
        }
        return operation;
    }

    @Nullable
    Event<I, O> next() {
        return next;
    }

    /** Takes this invocation and its return out of the list. */
    void lift() {
        unlink();
        if (itsReturn != null) {
            itsReturn.unlink();
        }
    }

    /** Puts both back where they were; what was lifted last is put back first. */
    void putBack() {
        if (itsReturn != null) {
            itsReturn.link();
        }
        link();
    }

    private void unlink() {
        if (previous != null) {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
    }

    private void link() {
        if (previous != null) {
            previous.next = this;
        }
        if (next != null) {
            next.previous = this;
        }
    }
}

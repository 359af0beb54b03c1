package dev.paxoswasm.simulation.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes down a history while it happens. Any number of threads may use it. */
public final class HistoryRecorder<I, O> {

    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();

    /**
     * A client is about to call; taken down before the call leaves.
     *
     * @param now in any unit, of the clock that all share
     */
    public Call invoked(int client, I input, long now) {
        Call call = new Call(client, input, now);
        calls.add(call);
        return call;
    }

    /** What was taken down so far; of calls without an answer the outcome is unknown. */
    public History<I, O> history() {
        List<Operation<I, O>> operations = new ArrayList<>();
        for (Call call : calls) {
            call.operation().ifPresent(operations::add);
        }
        return new History<>(operations);
    }

    /** A call under way. At most one of its methods is called, once; until then its outcome is unknown. */
    public final class Call {
        private final int client;
        private final I input;
        private final long invokedAt;
        private volatile Outcome<O> outcome = new Outcome.Unknown<>();
        private volatile boolean refused;

        private Call(int client, I input, long invokedAt) {
            this.client = client;
            this.input = input;
            this.invokedAt = invokedAt;
        }

        /** It answered; taken down after the answer came. */
        public void returned(O output, long now) {
            outcome = new Outcome.Returned<>(output, now);
        }

        /** It is certain that it never took effect nor ever will. */
        public void refused() {
            refused = true;
        }

        private Optional<Operation<I, O>> operation() {
            return refused ? Optional.empty() : Optional.of(new Operation<>(client, input, invokedAt, outcome));
        }
    }
}

package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.simulation.scenario.Address;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request on its way, and how its answer gets back. */
final class Question<A> {

    final Life asker;
    final long generation;
    final Address to;
    final String function;
    final Object request;
    final Function<Exports, A> operation;
    final @Nullable BiConsumer<Exports, WitResult<A, Refusal>> answered;
    final Consumer<WitResult<A, Refusal>> ended;
    boolean closed;

    /** @param answered tells the component that asked */
    Question(
            Life asker,
            Address to,
            String function,
            Object request,
            Function<Exports, A> operation,
            BiConsumer<Exports, WitResult<A, Refusal>> answered) {
        this(asker, to, function, request, operation, answered, answer -> {});
    }

    /** @param ended tells the host that asked, once, what the answer is, or that there will be none */
    Question(
            Life asker,
            Address to,
            String function,
            Object request,
            Function<Exports, A> operation,
            Consumer<WitResult<A, Refusal>> ended) {
        this(asker, to, function, request, operation, null, ended);
    }

    private Question(
            Life asker,
            Address to,
            String function,
            Object request,
            Function<Exports, A> operation,
            @Nullable BiConsumer<Exports, WitResult<A, Refusal>> answered,
            Consumer<WitResult<A, Refusal>> ended) {
        this.asker = asker;
        generation = asker.outbox.generation();
        this.to = to;
        this.function = function;
        this.request = request;
        this.operation = operation;
        this.answered = answered;
        this.ended = ended;
    }

    Address from() {
        return asker.node.address;
    }
}

package dev.paxoswasm.role.transport;

import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.role.component.EventPort;
import dev.paxoswasm.role.trace.Trace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Messages with answers to the nodes of one role. Each answer, and each failure to get one, comes back as an event for
 * the instance that asked; so does a message dropped because its queue was full.
 *
 * @param <T> the interface of the role that is written to
 * @param <E> the exports of the component that writes
 */
public final class Correspondence<T, E> {

    /** What a component is told when its message found the queue full. */
    private static final long RETRY_MILLIS = 100;

    private final Peers<T> peers;
    private final EventPort<E> events;
    private final Outbox outbox;
    private final Reachability reachability;
    private final String lane;
    private final Lane.Bounds bounds;
    private final MeterRegistry meters;
    private final Map<Long, Lane<Message>> lanes = new ConcurrentHashMap<>();
    private final Map<Long, Counter> failed = new ConcurrentHashMap<>();

    public Correspondence(
            String lane,
            Peers<T> peers,
            Lane.Bounds bounds,
            EventPort<E> events,
            Outbox outbox,
            Reachability reachability,
            MeterRegistry meters) {
        this.peers = peers;
        this.events = events;
        this.outbox = outbox;
        this.reachability = reachability;
        this.lane = lane;
        this.bounds = bounds;
        this.meters = meters;
        peers.ids().forEach(this::laneTo);
    }

    /**
     * Writes to a node, once what the call in progress stored is on disk. Called within a component's call.
     *
     * @param weight about how many bytes the message takes
     * @param event the name of the event that brings the answer back
     */
    public <A> void ask(
            long node,
            long weight,
            Function<? super T, A> request,
            String event,
            BiConsumer<? super E, ? super WitResult<A, Refusal>> answered) {
        Message message = new Question<>(node, weight, request, event, outbox.generation(), answered);
        outbox.add(() -> {
            Lane<Message> to = laneTo(node);
            if (to == null) {
                message.refused(new Refusal.UnknownNode(node));
            } else if (!to.offer(message)) {
                message.refused(new Refusal.Overloaded(RETRY_MILLIS));
            }
        });
    }

    /** Null where no node can have this id. */
    private @Nullable Lane<Message> laneTo(long node) {
        Lane<Message> known = lanes.get(node);
        return known != null || !peers.mayBe(node) ? known : lanes.computeIfAbsent(node, this::newLane);
    }

    private Lane<Message> newLane(long node) {
        String name = lane + " " + node;
        failed.put(
                node,
                Counter.builder("paxos.outbox.failed")
                        .description("Messages that got no answer")
                        .tag("lane", name)
                        .register(meters));
        return new Lane<>(name, bounds, Message::weight, batch -> batch.forEach(Message::send), meters);
    }

    private interface Message {

        long weight();

        void send();

        void refused(Refusal refusal);
    }

    private final class Question<A> implements Message {

        private final long node;
        private final long weight;
        private final Function<? super T, A> request;
        private final String event;
        private final long generation;
        private final @Nullable Trace trace = Trace.current();
        private final BiConsumer<? super E, ? super WitResult<A, Refusal>> answered;

        Question(
                long node,
                long weight,
                Function<? super T, A> request,
                String event,
                long generation,
                BiConsumer<? super E, ? super WitResult<A, Refusal>> answered) {
            this.node = node;
            this.weight = weight;
            this.request = request;
            this.event = event;
            this.generation = generation;
            this.answered = answered;
        }

        @Override
        public long weight() {
            return weight;
        }

        @Override
        public void send() {
            deliver(answer());
        }

        private WitResult<A, Refusal> answer() {
            try {
                A answer = trace == null
                        ? request.apply(peers.get(node))
                        : Trace.within(trace, () -> request.apply(peers.get(node)));
                reachability.heardOf(node);
                return new WitResult.Ok<>(answer);
            } catch (RuntimeException e) {
                if (e instanceof RefusalException) {
                    reachability.heardOf(node);
                } else {
                    failed.get(node).increment();
                    reachability.failed(node, peers.name(node), e);
                }
                return new WitResult.Err<>(RemoteFailure.refusal(peers.name(node), e));
            }
        }

        /** Not on the thread that sends, which may be inside of a call already. */
        @Override
        public void refused(Refusal refusal) {
            Thread.ofVirtual().name("refused").start(() -> deliver(new WitResult.Err<>(refusal)));
        }

        private void deliver(WitResult<A, Refusal> answer) {
            events.deliver(event, generation, exports -> answered.accept(exports, answer));
        }
    }
}

package dev.paxoswasm.acceptor;

import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.types.Votes;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.VoteMessages;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.trace.Trace;
import dev.paxoswasm.role.transport.Lane;
import dev.paxoswasm.role.transport.LaneBounds;
import dev.paxoswasm.role.transport.Peers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends votes to every learner that is there, once. What waits for a learner goes in one message; a learner that misses
 * votes asks, as does one that has just come.
 */
final class VoteSender {

    private static final Logger LOG = LoggerFactory.getLogger(VoteSender.class);

    private final Outbox outbox;
    private final VoteMessages messages;
    private final Peers<? extends Learner> learners;
    private final Lane.Bounds waiting;
    private final MeterRegistry meters;
    private final Map<Long, Lane<Told>> lanes = new ConcurrentHashMap<>();

    /** @param trace of the request that was voted on */
    private record Told(Votes votes, @Nullable Trace trace) {}

    VoteSender(
            Outbox outbox,
            Peers<? extends Learner> learners,
            PaxosProperties.Bounds bounds,
            LaneBounds lanes,
            MeterRegistry meters) {
        this.outbox = outbox;
        messages = new VoteMessages(new Bounds(
                bounds.maxValueSize().toBytes(),
                bounds.maxBatchEntries(),
                bounds.maxBatchSize().toBytes(),
                bounds.maxOpenSlots(),
                bounds.maxOpenSize().toBytes()));
        this.learners = learners;
        this.meters = meters;
        waiting = lanes.votes(messages);
        learners.ids().forEach(this::laneTo);
    }

    /** Sends votes once what the call in progress stored is on disk. */
    void send(Votes votes) {
        Told told = new Told(votes, Trace.current());
        outbox.add(() -> learners.ids().forEach(id -> laneTo(id).offer(told)));
    }

    private Lane<Told> laneTo(long id) {
        Lane<Told> known = lanes.get(id);
        return known != null ? known : lanes.computeIfAbsent(id, this::newLane);
    }

    private Lane<Told> newLane(long id) {
        String name = "learn " + id;
        Counter failed = Counter.builder("paxos.outbox.failed")
                .description("Messages that got no answer")
                .tag("lane", name)
                .register(meters);
        return new Lane<>(
                name,
                waiting,
                told -> messages.weight(told.votes()),
                votes -> send(id, learners.get(id), votes, failed),
                meters);
    }

    /** What is voted on for several goes together, as a part of the first trace. */
    private void send(long id, Learner learner, List<Told> told, Counter failed) {
        Queue<Votes> waiting = new ArrayDeque<>();
        Trace first = null;
        for (Told each : told) {
            waiting.add(each.votes());
            first = first == null ? each.trace() : first;
        }
        Trace trace = first;
        try {
            while (!waiting.isEmpty()) {
                LearnRequest request = messages.next(waiting);
                Trace.within(trace, () -> learner.learn(id, request));
            }
        } catch (RuntimeException e) {
            failed.increment();
            LOG.debug("Votes did not reach learner {}: {}", id, e.getMessage());
        }
    }
}

package dev.paxoswasm.acceptor;

import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.types.Votes;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.VoteMessages;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.transport.Lane;
import dev.paxoswasm.role.transport.LaneBounds;
import dev.paxoswasm.role.transport.Peers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends votes to every learner, once. What waits for a learner goes in one message; a learner that misses votes asks.
 */
final class VoteSender {

    private static final Logger LOG = LoggerFactory.getLogger(VoteSender.class);

    private final Outbox outbox;
    private final VoteMessages messages;
    private final Counter failed;
    private final List<Lane<Votes>> lanes;

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
        failed = Counter.builder("paxos.outbox.failed")
                .description("Messages that got no answer")
                .tag("lane", "learn")
                .register(meters);
        Lane.Bounds waiting = lanes.votes(messages);
        this.lanes = learners.ids().stream()
                .map(id -> new Lane<>(
                        "learn " + id, waiting, messages::weight, votes -> send(id, learners.get(id), votes), meters))
                .toList();
    }

    /** Sends votes once what the call in progress stored is on disk. */
    void send(Votes votes) {
        outbox.add(() -> lanes.forEach(lane -> lane.offer(votes)));
    }

    private void send(long id, Learner learner, List<Votes> votes) {
        Queue<Votes> waiting = new ArrayDeque<>(votes);
        try {
            while (!waiting.isEmpty()) {
                learner.learn(id, messages.next(waiting));
            }
        } catch (RuntimeException e) {
            failed.increment();
            LOG.debug("Votes did not reach learner {}: {}", id, e.getMessage());
        }
    }
}

package dev.paxoswasm.acceptor;

import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutbox;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.Votes;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.transport.Lane;
import dev.paxoswasm.role.transport.Peers;
import dev.paxoswasm.role.transport.Weight;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends votes to every learner, once. What waits for a learner goes in one message; a learner that misses votes asks. */
final class VoteSender implements AcceptorOutbox {

    private static final Logger LOG = LoggerFactory.getLogger(VoteSender.class);
    private static final int QUEUED_VOTES = 4_096;
    private static final int IN_FLIGHT = 2;

    private final Outbox outbox;
    private final long entryWeight;
    private final Counter failed;
    private final List<Lane<Votes>> lanes;

    VoteSender(Outbox outbox, Peers<? extends Learner> learners, PaxosProperties.Bounds bounds, MeterRegistry meters) {
        this.outbox = outbox;
        long batchBytes = bounds.maxBatchSize().toBytes();
        entryWeight = Math.max(1, batchBytes / bounds.maxBatchEntries());
        failed = Counter.builder("paxos.outbox.failed")
                .description("Messages that got no answer")
                .tag("lane", "learn")
                .register(meters);
        Lane.Bounds laneBounds = new Lane.Bounds(
                QUEUED_VOTES, bounds.maxOpenSize().toBytes(), bounds.maxBatchEntries(), batchBytes, IN_FLIGHT);
        lanes = learners.ids().stream()
                .map(id -> new Lane<>(
                        "learn " + id, laneBounds, this::weight, votes -> send(id, learners.get(id), votes), meters))
                .toList();
    }

    @Override
    public void notifyLearners(Votes votes) {
        outbox.add(() -> lanes.forEach(lane -> lane.offer(votes)));
    }

    private void send(long id, Learner learner, List<Votes> votes) {
        try {
            learner.learn(id, new LearnRequest(votes));
        } catch (RuntimeException e) {
            failed.increment();
            LOG.debug("Votes did not reach learner {}: {}", id, e.getMessage());
        }
    }

    /** So scaled that a message within the bound on bytes is within the bound on entries too. */
    private long weight(Votes votes) {
        List<Entry> entries = votes.entries().orElse(List.of());
        long weight = 0;
        for (Entry entry : entries) {
            weight += Math.max(entryWeight, Weight.payload(entry));
        }
        return entries.isEmpty() ? 1 : weight;
    }
}

package dev.paxoswasm.role.transport;

import dev.paxoswasm.host.VoteMessages;
import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;

/** The bounds of what a node has under way and waiting, as configured. */
public final class LaneBounds {

    private final PaxosProperties.Bounds entries;
    private final PaxosProperties.Transport transport;

    /** @throws ConfigurationException if a bound would let nothing through */
    public LaneBounds(PaxosProperties properties) {
        entries = properties.bounds();
        transport = properties.transport();
        requirePositive("batches-in-flight", transport.batchesInFlight());
        requirePositive("messages-in-flight", transport.messagesInFlight());
        requirePositive("votes-in-flight", transport.votesInFlight());
        requirePositive("queued-votes", transport.queuedVotes());
        requirePositive("queued-questions", transport.queuedQuestions());
        requirePositive("queued-heartbeats", transport.queuedHeartbeats());
        requirePositive("gathered-values", transport.gatheredValues());
        requirePositive("batch-hold-up", transport.batchHoldUp().toMillis());
        if (transport.fullBatchesInFlight() < transport.batchesInFlight()) {
            throw new ConfigurationException(
                    "paxos.transport.full-batches-in-flight",
                    "is " + transport.fullBatchesInFlight(),
                    "it must be no less than batches-in-flight, " + transport.batchesInFlight());
        }
    }

    private static void requirePositive(String name, long value) {
        if (value < 1) {
            throw new ConfigurationException("paxos.transport." + name, "is " + value, "it must be 1 or more");
        }
    }

    /** Of the batches of values that a client submits. */
    public Lane.Bounds batches() {
        return new Lane.Bounds(
                entries.maxOpenSlots(),
                entries.maxOpenSize().toBytes(),
                entries.maxBatchEntries(),
                entries.maxBatchSize().toBytes(),
                transport.batchesInFlight(),
                transport.fullBatchesInFlight());
    }

    /** How the next batch of values waits for the clients whom the last one answered. */
    public Lane.Gathering gathering() {
        return new Lane.Gathering(
                Math.min(transport.gatheredValues(), entries.maxBatchEntries()),
                transport.gathering().toNanos());
    }

    /** Of messages with values, to one node. */
    public Lane.Bounds values() {
        return Lane.Bounds.single(
                entries.maxOpenSlots(), 2 * entries.maxOpenSize().toBytes(), transport.messagesInFlight());
    }

    /** Of votes, to one learner, as they are merged. */
    public Lane.Bounds votes(VoteMessages merged) {
        return new Lane.Bounds(
                transport.queuedVotes(),
                merged.maxWaitingWeight(),
                merged.maxVotes(),
                merged.maxWeight(),
                transport.votesInFlight());
    }

    /** Of small messages, to one node. */
    public Lane.Bounds questions() {
        return Lane.Bounds.single(transport.queuedQuestions(), Long.MAX_VALUE, transport.messagesInFlight());
    }

    /** Of heartbeats, to one node: a later one makes an earlier one needless, so they do not overtake each other. */
    public Lane.Bounds heartbeats() {
        return Lane.Bounds.single(transport.queuedHeartbeats(), Long.MAX_VALUE, 1);
    }
}

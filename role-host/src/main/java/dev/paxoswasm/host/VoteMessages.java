package dev.paxoswasm.host;

import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.Votes;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Merges the votes that wait for a learner into messages: in their order, as many in one as a learner takes. Few
 * messages are under way at once, so that what an acceptor votes for meanwhile goes together in the next one.
 */
public final class VoteMessages {

    private final int maxVotes;
    private final long maxWeight;
    private final long maxWaitingWeight;
    private final long entryWeight;

    public VoteMessages(Bounds bounds) {
        // A learner refuses a message of more votes than slots may be open.
        maxVotes = (int) Math.min(Integer.MAX_VALUE, Math.min(bounds.maxBatchEntries(), bounds.maxOpenSlots()));
        maxWeight = bounds.maxBatchBytes();
        maxWaitingWeight = bounds.maxOpenBytes();
        entryWeight = Math.max(1, maxWeight / bounds.maxBatchEntries());
    }

    /** Most votes in one message. */
    public int maxVotes() {
        return maxVotes;
    }

    /** Most weight of one message, unless it is of a single acceptance. */
    public long maxWeight() {
        return maxWeight;
    }

    /** Most weight that waits for one learner, unless it is of a single acceptance. */
    public long maxWaitingWeight() {
        return maxWaitingWeight;
    }

    /**
     * About how many bytes votes take; so scaled that a message within the bound on bytes is within that on entries
     * too.
     */
    public long weight(Votes votes) {
        List<Entry> entries = votes.entries().orElse(List.of());
        long weight = 0;
        for (Entry entry : entries) {
            weight += Math.max(entryWeight, payload(entry));
        }
        return entries.isEmpty() ? 1 : weight;
    }

    private static long payload(Entry entry) {
        return switch (entry.content()) {
            case Content.NoOp() -> 0;
            case Content.Command(Command command) -> command.payload().length;
        };
    }

    /** Takes the next message from votes that wait, of which there are some. */
    public LearnRequest next(Queue<Votes> waiting) {
        List<Votes> merged = new ArrayList<>(Math.min(waiting.size(), maxVotes));
        merged.add(waiting.remove());
        long weight = weight(merged.getFirst());
        while (!waiting.isEmpty() && merged.size() < maxVotes) {
            weight += weight(waiting.element());
            if (weight > maxWeight) {
                break;
            }
            merged.add(waiting.remove());
        }
        return new LearnRequest(merged);
    }
}

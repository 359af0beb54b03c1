package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Who waits for which command. */
final class PendingProposals {

    private final Map<CommandId, Proposal> waiting = new ConcurrentHashMap<>();
    private final AtomicLong answeredThrough = new AtomicLong();

    private volatile Runnable beforeAnswers = () -> {};

    /** Has something run before those who wait are answered. */
    void beforeAnswers(Runnable what) {
        beforeAnswers = what;
    }

    void add(CommandId id, Proposal proposal) {
        proposal.submittedAs(id);
        waiting.put(id, proposal);
    }

    void remove(CommandId id) {
        waiting.remove(id);
    }

    /** Answers those who wait for these entries. */
    void chosen(List<ChosenEntry> entries) {
        beforeAnswers.run();
        for (ChosenEntry entry : entries) {
            if (entry.entry().content() instanceof Content.Command(Command command)) {
                Proposal proposal = waiting.remove(command.id());
                if (proposal != null) {
                    answeredThrough.accumulateAndGet(entry.slot(), Math::max);
                    proposal.chosen().complete(entry);
                }
            }
        }
    }

    /** The highest slot that anyone was told of here; whoever reads here afterwards must see it. */
    long answeredThrough() {
        return answeredThrough.get();
    }
}

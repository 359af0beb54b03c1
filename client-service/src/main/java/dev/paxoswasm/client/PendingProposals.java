package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.contract.types.CommandId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who waits for which command. */
final class PendingProposals {

    private final Map<CommandId, Proposal> waiting = new ConcurrentHashMap<>();

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

    /** Answers those who wait for these commands. */
    void chosen(List<ChosenId> chosen) {
        beforeAnswers.run();
        for (ChosenId it : chosen) {
            Proposal proposal = it.id().map(waiting::remove).orElse(null);
            if (proposal != null) {
                proposal.chosen().complete(it);
            }
        }
    }
}

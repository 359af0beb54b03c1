package dev.paxoswasm.learner;

import dev.paxoswasm.contract.learnerstorage.LearnerStorage;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.host.Outbox;
import java.util.List;

/** A log that tells of its growth once the call that let it grow has ended well. */
final class AnnouncedLog implements LearnerStorage {

    private final LearnerStorage log;
    private final Outbox outbox;
    private final LogGrowth growth;

    AnnouncedLog(LearnerStorage log, Outbox outbox, LogGrowth growth) {
        this.log = log;
        this.outbox = outbox;
        this.growth = growth;
    }

    @Override
    public void appendChosen(List<ChosenEntry> entries) {
        log.appendChosen(entries);
        if (!entries.isEmpty()) {
            long last = entries.getLast().slot();
            outbox.add(() -> growth.reached(last));
        }
    }

    @Override
    public List<ChosenEntry> loadChosen(long firstSlot, long maxEntries, long maxBytes) {
        return log.loadChosen(firstSlot, maxEntries, maxBytes);
    }

    @Override
    public long chosenThrough() {
        return log.chosenThrough();
    }
}

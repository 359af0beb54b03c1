package dev.paxoswasm.host.storage;

import dev.paxoswasm.contract.learnerstorage.LearnerStorage;
import dev.paxoswasm.contract.types.ChosenEntry;
import java.util.List;

/** The log that a learner has learned. */
public final class LearnerStore implements LearnerStorage {

    private final SlotRuns<ChosenEntry> learned;

    public LearnerStore(OrderedStore store) {
        learned = new SlotRuns<>(store, Keys.LEARNED, new EntryCodec.ChosenForm());
    }

    @Override
    public void appendChosen(List<ChosenEntry> entries) {
        learned.store(entries);
    }

    @Override
    public List<ChosenEntry> loadChosen(long firstSlot, long maxEntries, long maxBytes) {
        return learned.load(firstSlot, new Page(maxEntries, maxBytes));
    }

    @Override
    public long chosenThrough() {
        return learned.highest();
    }
}

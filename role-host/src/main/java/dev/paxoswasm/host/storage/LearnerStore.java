package dev.paxoswasm.host.storage;

import dev.paxoswasm.contract.learnerstorage.LearnerStorage;
import dev.paxoswasm.contract.types.ChosenEntry;
import java.util.ArrayList;
import java.util.List;

/** The log that a learner has learned. */
public final class LearnerStore implements LearnerStorage {

    private final OrderedStore store;

    public LearnerStore(OrderedStore store) {
        this.store = store;
    }

    @Override
    public void appendChosen(List<ChosenEntry> entries) {
        for (ChosenEntry entry : entries) {
            store.put(Keys.slot(Keys.LEARNED, entry.slot()), EntryCodec.entry(entry.entry()));
        }
    }

    @Override
    public List<ChosenEntry> loadChosen(long firstSlot, long maxEntries, long maxBytes) {
        List<ChosenEntry> entries = new ArrayList<>();
        Page page = new Page(maxEntries, maxBytes);
        store.forEachFrom(Keys.slot(Keys.LEARNED, firstSlot), (key, value) -> {
            if (!Keys.isSlot(Keys.LEARNED, key)) {
                return false;
            }
            var entry = EntryCodec.entry(value);
            boolean fits = page.takes(EntryCodec.payloadBytes(entry));
            if (fits) {
                entries.add(new ChosenEntry(Keys.slotOf(key), entry));
            }
            return fits && page.hasRoom();
        });
        return entries;
    }

    @Override
    public long chosenThrough() {
        byte[] last = store.lastKeyUpTo(Keys.slot(Keys.LEARNED, Long.MAX_VALUE));
        return last != null && Keys.isSlot(Keys.LEARNED, last) ? Keys.slotOf(last) : 0;
    }
}

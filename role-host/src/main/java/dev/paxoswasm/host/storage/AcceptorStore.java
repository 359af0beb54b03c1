package dev.paxoswasm.host.storage;

import dev.paxoswasm.contract.acceptorstorage.AcceptorStorage;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an acceptor must not forget. */
public final class AcceptorStore implements AcceptorStorage {

    private final OrderedStore store;

    public AcceptorStore(OrderedStore store) {
        this.store = store;
    }

    @Override
    public Optional<Ballot> loadPromised() {
        return Optional.ofNullable(store.get(Keys.PROMISED)).map(EntryCodec::ballot);
    }

    @Override
    public void storePromised(Ballot promised) {
        store.put(Keys.PROMISED, EntryCodec.ballot(promised));
    }

    @Override
    public void storeAccepted(List<AcceptedEntry> entries) {
        for (AcceptedEntry entry : entries) {
            store.put(Keys.slot(Keys.ACCEPTED, entry.slot()), EntryCodec.accepted(entry.ballot(), entry.entry()));
        }
    }

    @Override
    public List<AcceptedEntry> loadAccepted(long firstSlot, long maxEntries, long maxBytes) {
        List<AcceptedEntry> entries = new ArrayList<>();
        Page page = new Page(maxEntries, maxBytes);
        store.forEachFrom(Keys.slot(Keys.ACCEPTED, firstSlot), (key, value) -> {
            if (!Keys.isSlot(Keys.ACCEPTED, key)) {
                return false;
            }
            EntryCodec.Accepted accepted = EntryCodec.accepted(value);
            boolean fits = page.takes(EntryCodec.payloadBytes(accepted.entry()));
            if (fits) {
                entries.add(new AcceptedEntry(Keys.slotOf(key), accepted.ballot(), accepted.entry()));
            }
            return fits && page.hasRoom();
        });
        return entries;
    }

    @Override
    public Optional<Long> highestAccepted() {
        return Optional.ofNullable(store.lastKeyUpTo(Keys.slot(Keys.ACCEPTED, Long.MAX_VALUE)))
                .filter(key -> Keys.isSlot(Keys.ACCEPTED, key))
                .map(Keys::slotOf);
    }
}

package dev.paxoswasm.host.storage;

import dev.paxoswasm.contract.acceptorstorage.AcceptorStorage;
import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import java.util.List;
import java.util.Optional;

/** What an acceptor must not forget. */
public final class AcceptorStore implements AcceptorStorage {

    private final OrderedStore store;
    private final SlotRuns<AcceptedEntry> accepted;

    public AcceptorStore(OrderedStore store) {
        this.store = store;
        accepted = new SlotRuns<>(store, Keys.ACCEPTED, new EntryCodec.AcceptedForm());
    }

    @Override
    public Optional<LifeRecord> loadLife() {
        return Optional.ofNullable(store.get(Keys.LIFE)).map(EntryCodec::life);
    }

    @Override
    public void storeLife(LifeRecord life) {
        store.put(Keys.LIFE, EntryCodec.life(life));
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
        accepted.store(entries);
    }

    @Override
    public List<AcceptedEntry> loadAccepted(long firstSlot, long maxEntries, long maxBytes) {
        return accepted.load(firstSlot, new Page(maxEntries, maxBytes));
    }

    @Override
    public Optional<Long> highestAccepted() {
        return Optional.of(accepted.highest()).filter(slot -> slot > 0);
    }
}

package dev.paxoswasm.host.storage;

import dev.paxoswasm.contract.proposerstorage.Progress;
import dev.paxoswasm.contract.proposerstorage.ProposerStorage;
import java.util.Optional;

/** What a proposer must not forget. */
public final class ProposerStore implements ProposerStorage {

    private final OrderedStore store;

    public ProposerStore(OrderedStore store) {
        this.store = store;
    }

    @Override
    public long loadRound() {
        byte[] value = store.get(Keys.ROUND);
        return value == null ? 0 : EntryCodec.number(value);
    }

    @Override
    public void storeRound(long round) {
        store.put(Keys.ROUND, EntryCodec.number(round));
    }

    @Override
    public Optional<Progress> loadProgress() {
        return Optional.ofNullable(store.get(Keys.PROGRESS)).map(EntryCodec::progress);
    }

    @Override
    public void storeProgress(Progress progress) {
        store.putUnhurried(Keys.PROGRESS, EntryCodec.progress(progress));
    }

    @Override
    public void flushProgress() {
        store.hurry();
    }
}

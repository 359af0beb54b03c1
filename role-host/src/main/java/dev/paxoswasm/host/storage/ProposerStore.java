package dev.paxoswasm.host.storage;

import dev.paxoswasm.contract.proposerstorage.ProposerStorage;

/** What a proposer must not forget. */
public final class ProposerStore implements ProposerStorage {

    private final OrderedStore store;

    public ProposerStore(OrderedStore store) {
        this.store = store;
    }

    @Override
    public long loadRound() {
        return number(Keys.ROUND);
    }

    @Override
    public void storeRound(long round) {
        store.put(Keys.ROUND, EntryCodec.number(round));
    }

    @Override
    public long loadChosenThrough() {
        return number(Keys.CHOSEN_THROUGH);
    }

    @Override
    public void storeChosenThrough(long chosenThrough) {
        store.put(Keys.CHOSEN_THROUGH, EntryCodec.number(chosenThrough));
    }

    private long number(byte[] key) {
        byte[] value = store.get(key);
        return value == null ? 0 : EntryCodec.number(value);
    }
}

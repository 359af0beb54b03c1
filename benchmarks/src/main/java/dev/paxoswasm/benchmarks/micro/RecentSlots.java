package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.contract.acceptorstorage.AcceptorStorage;
import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Votes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an acceptor stores and sends, in memory: the last slots and the last votes. It costs next to nothing, so that
 * what is measured is the acceptor.
 */
final class RecentSlots implements AcceptorStorage {
    private static final int SLOTS_KEPT = 4_096;

    private final @Nullable AcceptedEntry[] slots = new AcceptedEntry[SLOTS_KEPT];
    private @Nullable Ballot promised;
    private @Nullable Votes votes;
    private Optional<LifeRecord> life = Optional.empty();
    private long highest;

    @Override
    public Optional<LifeRecord> loadLife() {
        return life;
    }

    @Override
    public void storeLife(LifeRecord written) {
        life = Optional.of(written);
    }

    @Override
    public Optional<Ballot> loadPromised() {
        return Optional.ofNullable(promised);
    }

    @Override
    public void storePromised(Ballot ballot) {
        promised = ballot;
    }

    @Override
    public void storeAccepted(List<AcceptedEntry> entries) {
        for (AcceptedEntry entry : entries) {
            slots[(int) (entry.slot() % SLOTS_KEPT)] = entry;
            highest = Math.max(highest, entry.slot());
        }
    }

    @Override
    public List<AcceptedEntry> loadAccepted(long firstSlot, long maxEntries, long maxBytes) {
        List<AcceptedEntry> page = new ArrayList<>();
        for (long slot = firstSlot; slot <= highest && page.size() < maxEntries; slot++) {
            AcceptedEntry entry = slots[(int) (slot % SLOTS_KEPT)];
            if (entry != null && entry.slot() == slot) {
                page.add(entry);
            }
        }
        return page;
    }

    @Override
    public Optional<Long> highestAccepted() {
        return highest == 0 ? Optional.empty() : Optional.of(highest);
    }

    /** Takes the votes that the acceptor sends. */
    VotesOutbox outbox() {
        return new VotesOutbox(sent -> votes = sent);
    }

    /** The last ones sent. */
    Optional<Votes> votes() {
        return Optional.ofNullable(votes);
    }
}

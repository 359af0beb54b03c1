package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts for itself, from what is on the acceptors' disks, what is promised and chosen. */
public final class Ghost {

    /** Of ballots. */
    public static final Comparator<Ballot> ORDER = Ballots.ORDER;

    record Proposal(long slot, Ballot ballot) {}

    private static final class Tally {
        private final Entry entry;
        private final Set<Long> acceptors = new HashSet<>();

        private Tally(Entry entry) {
            this.entry = entry;
        }
    }

    private final int phase1;
    private final int phase2;
    private final Map<Proposal, Tally> votes = new HashMap<>();
    private final Map<Ballot, Set<Long>> promises = new HashMap<>();
    private final TreeMap<Long, Entry> chosen = new TreeMap<>();
    private final Map<Long, Ballot> chosenAt = new HashMap<>();
    private final Map<CommandId, byte[]> submitted = new HashMap<>();
    private final Set<Ballot> campaigns = new HashSet<>();
    private final Map<CommandId, Long> firstSlots = new HashMap<>();
    private long chosenThrough;

    public Ghost(int phase1, int phase2) {
        this.phase1 = phase1;
        this.phase2 = phase2;
    }

    /** Counts a vote that is on disk; the value that it completes a quorum for, or null. */
    @Nullable
    Entry voted(long acceptor, AcceptedEntry accepted) {
        Tally tally = votes.computeIfAbsent(
                new Proposal(accepted.slot(), accepted.ballot()), unused -> new Tally(accepted.entry()));
        tally.acceptors.add(acceptor);
        if (tally.acceptors.size() < phase2) {
            return null;
        }
        chosenAt.putIfAbsent(accepted.slot(), accepted.ballot());
        if (chosen.putIfAbsent(accepted.slot(), tally.entry) == null
                && tally.entry.content() instanceof Content.Command(Command command)) {
            firstSlots.merge(command.id(), accepted.slot(), Math::min);
        }
        while (chosen.containsKey(chosenThrough + 1)) {
            chosenThrough++;
        }
        return tally.entry;
    }

    void promised(long acceptor, Ballot ballot) {
        promises.computeIfAbsent(ballot, unused -> new HashSet<>()).add(acceptor);
    }

    boolean hasPhase1Quorum(Ballot ballot) {
        return promises.getOrDefault(ballot, Set.of()).size() >= phase1;
    }

    Set<Long> promisedBy(Ballot ballot) {
        return promises.getOrDefault(ballot, Set.of());
    }

    @Nullable
    Entry chosen(long slot) {
        return chosen.get(slot);
    }

    /** The ballot at which a slot was first chosen. */
    @Nullable
    Ballot chosenAt(long slot) {
        return chosenAt.get(slot);
    }

    Set<Long> chosenSlots() {
        return chosen.keySet();
    }

    /** All slots up to this one are chosen. */
    public long chosenThrough() {
        return chosenThrough;
    }

    /** The highest slot chosen. */
    public long highestChosen() {
        return chosen.isEmpty() ? 0 : chosen.lastKey();
    }

    public int slotsChosen() {
        return chosen.size();
    }

    /** A client gave a user's bytes this name. */
    public void submitted(CommandId id, byte[] payload) {
        submitted.put(id, payload);
    }

    byte @Nullable [] payload(CommandId id) {
        return submitted.get(id);
    }

    /** The first slot in which a command is chosen; 0 where it is in none. */
    public long firstSlotOf(CommandId id) {
        return firstSlots.getOrDefault(id, 0L);
    }

    void campaigned(Ballot ballot) {
        campaigns.add(ballot);
    }

    /** How many ballots were campaigned for. */
    public int elections() {
        return campaigns.size();
    }
}

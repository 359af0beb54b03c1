package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutbox;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorage;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.contract.types.Votes;
import dev.paxoswasm.host.NodeSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The accept of the acceptor component in plain Java, step for step, to measure the component against. No node runs it.
 */
final class PlainAcceptor {
    private static final long LARGEST_NUMBER = (1L << 53) - 1;
    private static final Comparator<Ballot> ORDER =
            Comparator.comparingLong(Ballot::round).thenComparingLong(Ballot::proposer);

    private final Cluster cluster;
    private final Bounds bounds;
    private final AcceptorStorage storage;
    private final AcceptorOutbox outbox;
    private @Nullable Ballot promised;
    private long highestAccepted;

    PlainAcceptor(NodeSettings settings, AcceptorStorage storage, AcceptorOutbox outbox) {
        this.cluster = settings.cluster();
        this.bounds = settings.bounds();
        this.storage = storage;
        this.outbox = outbox;
        promised = storage.loadPromised().orElse(null);
        highestAccepted = storage.highestAccepted().orElse(0L);
    }

    AcceptOutcome accept(long acceptor, AcceptRequest request) throws RefusalException {
        Ballot ballot = request.ballot();
        List<Entry> entries = request.entries();
        long first = request.firstSlot();
        long last = first + entries.size() - 1;
        check(acceptor, request, last);
        if (promised != null && ORDER.compare(promised, ballot) > 0) {
            return new AcceptOutcome.Rejected(promised);
        }
        Set<Long> held = heldAtThisBallot(request, last);
        if (!ballot.equals(promised)) {
            storage.storePromised(ballot);
            promised = ballot;
        }
        List<AcceptedEntry> accepted = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            if (!held.contains(first + i)) {
                accepted.add(new AcceptedEntry(first + i, ballot, entries.get(i)));
            }
        }
        if (!accepted.isEmpty()) {
            storage.storeAccepted(accepted);
            highestAccepted = Math.max(highestAccepted, last);
        }
        Optional<List<Entry>> values = votesCarryValues(acceptor) ? Optional.of(entries) : Optional.empty();
        outbox.notifyLearners(new Votes(acceptor, ballot, first, entries.size(), values));
        return new AcceptOutcome.Accepted(new Acceptance(ballot, first, entries.size()));
    }

    /** Any phase-2 quorum contains one of the first so many. */
    private boolean votesCarryValues(long acceptor) {
        return cluster.acceptors().indexOf(acceptor) <= cluster.acceptors().size() - (int) cluster.phase2Quorum();
    }

    private Set<Long> heldAtThisBallot(AcceptRequest request, long last) {
        Set<Long> held = Set.of();
        long next = request.firstSlot();
        while (next <= Math.min(last, highestAccepted)) {
            List<AcceptedEntry> page = storage.loadAccepted(next, last - next + 1, bounds.maxBatchBytes());
            if (page.isEmpty()) {
                break;
            }
            next = page.getLast().slot() + 1;
            for (AcceptedEntry existing : page) {
                if (existing.slot() <= last && ORDER.compare(existing.ballot(), request.ballot()) >= 0) {
                    Entry asked = request.entries().get((int) (existing.slot() - request.firstSlot()));
                    require(existing.ballot().equals(request.ballot())
                            && existing.entry().equals(asked));
                    held = held.isEmpty() ? new HashSet<>() : held;
                    held.add(existing.slot());
                }
            }
        }
        return held;
    }

    private static void require(boolean sameValue) {
        if (!sameValue) {
            throw new RefusalException(
                    new Refusal.Violation("a slot holds another value at this ballot or a higher one"));
        }
    }

    private void check(long acceptor, AcceptRequest request, long last) {
        if (acceptor != cluster.self()) {
            throw new RefusalException(new Refusal.Misaddressed(cluster.self()));
        }
        Ballot ballot = request.ballot();
        valid(isNumber(ballot.round()) && cluster.proposers().contains(ballot.proposer()), "ballot");
        List<Entry> entries = request.entries();
        valid(!entries.isEmpty(), "entries");
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.content() instanceof Content.Command(Command command) ? command.payload().length : 0;
        }
        fits(entries.size() <= bounds.maxBatchEntries(), "entries");
        fits(entries.size() == 1 || bytes <= bounds.maxBatchBytes(), "payload bytes");
        valid(isNumber(request.firstSlot()) && last <= LARGEST_NUMBER, "first-slot");
        for (Entry entry : entries) {
            valid(isNumber(entry.origin().round()) && ORDER.compare(entry.origin(), ballot) <= 0, "origin");
            if (entry.content() instanceof Content.Command(Command command)) {
                valid(isNumber(command.id().session()) && isNumber(command.id().sequence()), "id");
                fits(command.payload().length <= bounds.maxValueBytes(), "payload");
            }
        }
    }

    private static boolean isNumber(long number) {
        return number >= 1 && number <= LARGEST_NUMBER;
    }

    private static void valid(boolean valid, String what) {
        if (!valid) {
            throw new RefusalException(new Refusal.Invalid(what));
        }
    }

    private static void fits(boolean fits, String what) {
        if (!fits) {
            throw new RefusalException(new Refusal.TooLarge(what));
        }
    }
}

package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptorevents.AcceptorEvents;
import dev.paxoswasm.contract.acceptorevents.AcceptorEventsExport;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutbox;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutboxImport;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorage;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.acceptorstorage.WrittenStanding;
import dev.paxoswasm.contract.log.Level;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Node;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.contract.types.Votes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A live instance of the acceptor component, over storage in memory, that every proposer has let vote. */
final class AcceptorRun implements Node, AcceptorStorage, AcceptorOutbox {

    /** What an acceptor keeps on disk; entries in ascending order of slots. */
    record Storage(Optional<Ballot> promised, List<AcceptedEntry> accepted) {
        static final Storage EMPTY = new Storage(Optional.empty(), List.of());

        List<AcceptedEntry> acceptedFrom(long slot) {
            return accepted.stream().filter(it -> it.slot() >= slot).toList();
        }
    }

    /** No acceptor forgets here, so all lives are one. */
    private static final LifeRecord LIFE = new LifeRecord(1, WrittenStanding.VOTING);

    private record Admit(long call, long proposer) {}

    private final int self;
    private final Acceptor acceptor;
    private final List<Admit> admits = new ArrayList<>();
    private final TreeMap<Long, AcceptedEntry> accepted = new TreeMap<>();
    private Optional<Ballot> promised;
    private @Nullable String complaint;

    AcceptorRun(Component component, int self, Storage storage) {
        this.self = self;
        this.promised = storage.promised;
        storage.accepted.forEach(it -> accepted.put(it.slot(), it));
        Imports.Builder imports = Imports.builder();
        NodeImport.register(imports, this);
        AcceptorStorageImport.register(imports, this);
        AcceptorOutboxImport.register(imports, this);
        LogImport.register(imports, this::log);
        ComponentInstance instance = component.instantiate(imports.build(), Scope.LIMITS);
        this.acceptor = AcceptorExport.of(instance);
        letVote(AcceptorEventsExport.of(instance));
    }

    private void letVote(AcceptorEvents events) {
        events.tick(1, 0);
        Admission nothingKnown = new Admission(0, Optional.empty(), Optional.empty(), false);
        admits.forEach(it -> events.admitAnswered(it.call, it.proposer, new WitResult.Ok<>(nothingKnown)));
    }

    /** What it answered. */
    sealed interface Answer {
        record Prepared(PrepareOutcome outcome) implements Answer {}

        record Voted(AcceptOutcome outcome) implements Answer {}
    }

    Answer apply(Request request) {
        try {
            return switch (request) {
                case Request.Prepare it -> new Answer.Prepared(acceptor.prepare(self, it.request()));
                case Request.Accept it -> new Answer.Voted(acceptor.accept(self, it.request()));
            };
        } catch (RefusalException e) {
            throw new Violation(
                    Invariant.NO_COMPLAINT, "an acceptor refuses " + Text.of(request) + ": " + e.getMessage());
        }
    }

    AcceptorStatus status() {
        try {
            return acceptor.status(self);
        } catch (RefusalException e) {
            throw new Violation(Invariant.NO_COMPLAINT, "an acceptor refuses its status: " + e.getMessage());
        }
    }

    Storage storage() {
        return new Storage(promised, List.copyOf(accepted.values()));
    }

    @Nullable
    String complaint() {
        return complaint;
    }

    private void log(Level level, String message) {
        if (level == Level.ERROR) {
            complaint = message;
        }
    }

    @Override
    public Cluster getCluster() {
        return Scope.clusterOf(self);
    }

    @Override
    public Timing getTiming() {
        return Scope.timing();
    }

    @Override
    public Bounds getBounds() {
        return Scope.bounds();
    }

    @Override
    public Optional<LifeRecord> loadLife() {
        return Optional.of(LIFE);
    }

    @Override
    public void storeLife(LifeRecord life) {
        throw new Violation(Invariant.NO_COMPLAINT, "an acceptor that forgot nothing begins " + life);
    }

    @Override
    public Optional<Ballot> loadPromised() {
        return promised;
    }

    @Override
    public void storePromised(Ballot ballot) {
        promised = Optional.of(ballot);
    }

    @Override
    public void storeAccepted(List<AcceptedEntry> entries) {
        entries.forEach(it -> accepted.put(it.slot(), it));
    }

    @Override
    public List<AcceptedEntry> loadAccepted(long firstSlot, long maxEntries, long maxBytes) {
        return accepted.tailMap(firstSlot, true).values().stream()
                .limit(maxEntries)
                .toList();
    }

    @Override
    public Optional<Long> highestAccepted() {
        return accepted.isEmpty() ? Optional.empty() : Optional.of(accepted.lastKey());
    }

    @Override
    public void notifyLearners(Votes votes) {
        // Learners are not in the scope: what is chosen is read off the acceptors.
    }

    @Override
    public void admit(long call, long proposer, AdmitRequest request) {
        admits.add(new Admit(call, proposer));
    }

    @Override
    public void prepare(long call, long other, PrepareRequest request) {
        throw new Violation(Invariant.NO_COMPLAINT, "an acceptor that forgot nothing asks others to promise");
    }

    @Override
    public void readAccepted(long call, long other, ReadAcceptedRequest request) {
        throw new Violation(Invariant.NO_COMPLAINT, "an acceptor that forgot nothing copies from others");
    }
}

package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptedPage;
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
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.contract.types.Votes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A live instance of the acceptor component, over storage in memory: every proposer has let it vote, or it recovers.
 */
final class AcceptorRun implements Node, AcceptorStorage, AcceptorOutbox {

    /** What an acceptor keeps on disk; entries in ascending order of slots. */
    record Storage(Optional<Ballot> promised, List<AcceptedEntry> accepted, LifeRecord life) {
        static final Storage EMPTY =
                new Storage(Optional.empty(), List.of(), new LifeRecord(1, WrittenStanding.VOTING));
        /** Of an acceptor whose disk was lost, and that whoever runs the cluster has begun to recover. */
        static final Storage WIPED =
                new Storage(Optional.empty(), List.of(), new LifeRecord((1L << 40) + 1, WrittenStanding.RECOVERING));

        boolean recovering() {
            return life.standing() == WrittenStanding.RECOVERING;
        }

        boolean wiped() {
            return life.life() == WIPED.life.life();
        }

        List<AcceptedEntry> acceptedFrom(long slot) {
            return accepted.stream().filter(it -> it.slot() >= slot).toList();
        }
    }

    private record Call(long number, Help.Wanted wanted) {}

    private final int self;
    private final Acceptor acceptor;
    private final AcceptorEvents events;
    private final List<Call> calls = new ArrayList<>();
    private final TreeMap<Long, AcceptedEntry> accepted = new TreeMap<>();
    private Optional<Ballot> promised;
    private LifeRecord life;
    private long now = 1;
    private @Nullable String complaint;

    AcceptorRun(Component component, int self, Storage storage) {
        this.self = self;
        this.promised = storage.promised;
        this.life = storage.life;
        storage.accepted.forEach(it -> accepted.put(it.slot(), it));
        Imports.Builder imports = Imports.builder();
        NodeImport.register(imports, this);
        AcceptorStorageImport.register(imports, this);
        AcceptorOutboxImport.register(imports, this);
        LogImport.register(imports, this::log);
        ComponentInstance instance = component.instantiate(imports.build(), Scope.LIMITS);
        this.acceptor = AcceptorExport.of(instance);
        this.events = AcceptorEventsExport.of(instance);
        events.tick(now, 0);
        if (!storage.recovering()) {
            letVote();
        }
    }

    private void letVote() {
        Admission nothingKnown = new Admission(0, Optional.empty(), Optional.empty(), false);
        for (Help.Wanted wanted : wanted()) {
            help(new Help.Admitted((Help.Admit) wanted, nothingKnown));
        }
    }

    /** What it has asked others for, and has no answer to. */
    List<Help.Wanted> wanted() {
        return calls.stream().map(Call::wanted).toList();
    }

    void help(Help help) {
        switch (help) {
            case Help.Admitted it ->
                events.admitAnswered(answered(it.wanted()), it.wanted().proposer(), new WitResult.Ok<>(it.admission()));
            case Help.Promised it ->
                events.prepareAnswered(answered(it.wanted()), it.wanted().acceptor(), new WitResult.Ok<>(it.outcome()));
            case Help.Shown it ->
                events.acceptedRead(answered(it.wanted()), it.wanted().acceptor(), new WitResult.Ok<>(it.page()));
            case Help.Wait _ -> now += Scope.SHORT_WAIT_MILLIS;
        }
        events.tick(now, 0);
    }

    private long answered(Help.Wanted wanted) {
        Call call = calls.stream()
                .filter(it -> it.wanted.equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody asked: " + Help.text(wanted)));
        calls.remove(call);
        return call.number;
    }

    private void want(long call, Help.Wanted wanted) {
        if (wanted instanceof Help.Admit admit && admit.request().above().isPresent()) {
            calls.removeIf(it -> it.wanted instanceof Help.Admit);
        }
        calls.removeIf(it -> it.wanted.equals(wanted));
        calls.add(new Call(call, wanted));
    }

    AcceptedPage read(ReadAcceptedRequest request) {
        try {
            return acceptor.readAccepted(self, request);
        } catch (RefusalException e) {
            throw new Violation(Invariant.NO_COMPLAINT, "an acceptor does not show what it holds: " + e.getMessage());
        }
    }

    /** What it answered. */
    sealed interface Answer {
        record Prepared(PrepareOutcome outcome) implements Answer {}

        record Voted(AcceptOutcome outcome) implements Answer {}

        /** It recovers, and says so. */
        record Silent() implements Answer {}
    }

    Answer apply(Request request) {
        try {
            return switch (request) {
                case Request.Prepare it -> new Answer.Prepared(acceptor.prepare(self, it.request()));
                case Request.Accept it -> new Answer.Voted(acceptor.accept(self, it.request()));
            };
        } catch (RefusalException e) {
            if (e.refusal() instanceof Refusal.Unavailable && life.standing() == WrittenStanding.RECOVERING) {
                return new Answer.Silent();
            }
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
        return new Storage(promised, List.copyOf(accepted.values()), life);
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
        return Optional.of(life);
    }

    @Override
    public void storeLife(LifeRecord begun) {
        if (life.standing() != WrittenStanding.RECOVERING) {
            throw new Violation(Invariant.NO_COMPLAINT, "an acceptor that forgot nothing begins " + begun);
        }
        life = begun;
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
        want(call, new Help.Admit(proposer, request));
    }

    @Override
    public void prepare(long call, long other, PrepareRequest request) {
        want(call, new Help.Promise(other, request));
    }

    @Override
    public void readAccepted(long call, long other, ReadAcceptedRequest request) {
        want(call, new Help.Page(other, request));
    }
}

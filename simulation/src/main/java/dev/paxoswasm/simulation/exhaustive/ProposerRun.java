package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.contract.log.Level;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Node;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.contract.proposer.HeartbeatOutcome;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposeRequest;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ProposerExport;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.proposer.ReserveBallotRequest;
import dev.paxoswasm.contract.proposer.ResolveRequest;
import dev.paxoswasm.contract.proposerevents.ProposerEvents;
import dev.paxoswasm.contract.proposerevents.ProposerEventsExport;
import dev.paxoswasm.contract.proposeroutbox.ProposerOutbox;
import dev.paxoswasm.contract.proposeroutbox.ProposerOutboxImport;
import dev.paxoswasm.contract.proposerstorage.Progress;
import dev.paxoswasm.contract.proposerstorage.ProposerStorage;
import dev.paxoswasm.contract.proposerstorage.ProposerStorageImport;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.RefusalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A live instance of the proposer component, over storage in memory. */
final class ProposerRun implements Node, ProposerStorage, ProposerOutbox {

    /** What a proposer keeps on disk. */
    record Storage(long round, long chosenThrough) {
        static final Storage EMPTY = new Storage(0, 0);
    }

    private static final long MAX_NUMBER = (1L << 53) - 1;
    private static final Ballot FIRST = new Ballot(1, 1);
    private static final Ballot LAST = new Ballot(MAX_NUMBER, Scope.PROPOSERS);
    private static final Entry NOTHING = new Entry(FIRST, new Content.NoOp());

    private record Call(long number, Request request, List<Long> acceptors) {}

    private final int self;
    private final Proposer proposer;
    private final ProposerEvents events;
    private final List<Call> calls = new ArrayList<>();
    private final List<ProposerOutputs.Sent> sent = new ArrayList<>();
    private final List<HeartbeatRequest> heartbeats = new ArrayList<>();
    private @Nullable Ballot preempts;
    private @Nullable Admission admission;
    private Storage storage;
    private long now = 1;
    private long statusAsked;
    private @Nullable String complaint;
    private boolean lied;

    ProposerRun(Component component, int self, Storage storage) {
        this.self = self;
        this.storage = storage;
        Imports.Builder imports = Imports.builder();
        NodeImport.register(imports, this);
        ProposerStorageImport.register(imports, this);
        ProposerOutboxImport.register(imports, this);
        LogImport.register(imports, this::log);
        ComponentInstance instance = component.instantiate(imports.build(), Scope.LIMITS);
        this.proposer = ProposerExport.of(instance);
        this.events = ProposerEventsExport.of(instance);
        events.tick(now, 0);
        // That they have promised nothing is the least that acceptors can tell it: with more it would only go higher.
        long call = statusAsked;
        statusAsked = 0;
        confirm(call, 0);
    }

    Storage storage() {
        return storage;
    }

    ProposerStatus status() {
        try {
            return proposer.status(self);
        } catch (RefusalException e) {
            throw new Violation(Invariant.NO_COMPLAINT, "proposer " + self + " refuses its status: " + e.getMessage());
        }
    }

    /** Asks for a ballot, which shows the highest round it knows of. The instance is of no further use. */
    Ballot reserveBallot() {
        try {
            return proposer.reserveBallot(self, new ReserveBallotRequest(Optional.empty()));
        } catch (RefusalException e) {
            throw new Violation(Invariant.NO_COMPLAINT, "proposer " + self + " reserves no ballot: " + e.getMessage());
        }
    }

    /** An error that the component logged; null where there was none. */
    @Nullable
    String complaint() {
        return complaint;
    }

    ProposerOutputs apply(ProposerInput input) {
        sent.clear();
        heartbeats.clear();
        preempts = null;
        admission = null;
        try {
            enter(input);
        } catch (RefusalException e) {
            complaint = "refuses: " + e.getMessage();
        }
        return new ProposerOutputs(
                ProposerOutputs.joined(sent),
                List.copyOf(heartbeats),
                Optional.ofNullable(preempts),
                Optional.ofNullable(admission));
    }

    private void enter(ProposerInput input) throws RefusalException {
        switch (input) {
            case ProposerInput.Promised it ->
                events.prepareAnswered(
                        callOf(it.request(), it.acceptor()),
                        it.acceptor(),
                        new WitResult.Ok<>(new PrepareOutcome.Promised(it.promise())));
            case ProposerInput.Accepted it ->
                events.acceptAnswered(
                        callOf(it.request(), it.acceptor()),
                        it.acceptor(),
                        new WitResult.Ok<>(new AcceptOutcome.Accepted(it.acceptance())));
            case ProposerInput.Rejected it -> rejectPrepare(1, it.promised());
            case ProposerInput.Heartbeat it -> {
                long asked = statusAsked;
                if (proposer.heartbeat(self, it.request()) instanceof HeartbeatOutcome.Preempted answer) {
                    preempts = answer.preempted();
                }
                if (statusAsked != asked) {
                    confirm(statusAsked, it.request().chosenThrough());
                    statusAsked = asked;
                }
            }
            case ProposerInput.Preempted it ->
                events.heartbeatAnswered(0, other(), new WitResult.Ok<>(new HeartbeatOutcome.Preempted(it.ballot())));
            case ProposerInput.Wait _ -> tick(Scope.SHORT_WAIT_MILLIS);
            case ProposerInput.Timeout _ -> timeout();
            case ProposerInput.Propose it -> proposer.propose(self, new ProposeRequest(List.of(it.command())));
            case ProposerInput.Resolve it -> proposer.resolve(self, new ResolveRequest(it.slot()));
            case ProposerInput.Admit it -> {
                Admission told = admit(it.request());
                admission = new Admission(told.round(), Optional.empty(), told.ballot(), told.leads());
            }
            case ProposerInput.Lie it -> lie(it.acceptor(), it.extreme());
            case ProposerInput.Claim it -> claim(it);
            case ProposerInput.Restart _ -> throw new IllegalArgumentException("a restart is a new run");
        }
    }

    /** The proposer asks the acceptor itself before it remembers what was said in its name; then it is asked again. */
    private Admission admit(AdmitRequest request) throws RefusalException {
        long asked = statusAsked;
        try {
            return proposer.admit(self, request);
        } catch (RefusalException e) {
            if (statusAsked == asked) {
                throw e;
            }
        }
        AcceptorStatus status = new AcceptorStatus(
                request.acceptor(),
                request.life(),
                request.standing(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty());
        events.acceptorStatusAnswered(statusAsked, request.acceptor(), new WitResult.Ok<>(status));
        statusAsked = asked;
        return proposer.admit(self, request);
    }

    /** An acceptor answers with a number that cannot be. */
    private void lie(int acceptor, ProposerInput.Extreme extreme) {
        lied = true;
        Ballot own = status().ballot().orElse(LAST);
        switch (extreme) {
            case REJECTION -> {
                rejectPrepare(acceptor, LAST);
                rejectAccept(acceptor, LAST);
            }
            case REPORTED_SLOT -> report(acceptor, own, new AcceptedEntry(MAX_NUMBER, FIRST, NOTHING));
            case REPORTED_BALLOT -> report(acceptor, own, new AcceptedEntry(1, LAST, NOTHING));
        }
    }

    private void report(int acceptor, Ballot own, AcceptedEntry accepted) {
        events.prepareAnswered(
                lastCall(Request.Prepare.class, acceptor),
                acceptor,
                new WitResult.Ok<>(new PrepareOutcome.Promised(new Promise(own, List.of(accepted), false))));
    }

    private void claim(ProposerInput.Claim claim) {
        lied = true;
        switch (claim) {
            case PREEMPTED ->
                events.heartbeatAnswered(0, other(), new WitResult.Ok<>(new HeartbeatOutcome.Preempted(last())));
            case HEARTBEAT -> {
                try {
                    proposer.heartbeat(self, new HeartbeatRequest(last(), 0));
                    complaint = "takes a heartbeat of " + last();
                } catch (RefusalException _) {
                    // As it should be.
                }
            }
        }
    }

    private Ballot last() {
        return new Ballot(MAX_NUMBER, other());
    }

    /** What a leader says is chosen is chosen, or an invariant breaks: so acceptors confirm it, here at once. */
    private void confirm(long call, long chosenThrough) {
        for (long acceptor = 1; acceptor <= Scope.ACCEPTORS; acceptor++) {
            events.acceptorStatusAnswered(call, acceptor, new WitResult.Ok<>(status(acceptor, chosenThrough)));
        }
    }

    private static AcceptorStatus status(long acceptor, long highestSlot) {
        return new AcceptorStatus(
                acceptor, 1, Standing.VOTING, Optional.empty(), Optional.empty(), highestSlot, Optional.empty());
    }

    /** Whoever waits for a leader loses patience, and asks the acceptors again and again, which hear none. */
    private void timeout() {
        tick(3L * Scope.ELECTION_TIMEOUT_MILLIS);
        for (long call = statusAsked; call != 0; call = statusAsked) {
            statusAsked = 0;
            for (long acceptor = 1; acceptor <= Scope.ACCEPTORS; acceptor++) {
                events.acceptorStatusAnswered(call, acceptor, new WitResult.Ok<>(status(acceptor, 0)));
            }
            if (status().leadership() == Leadership.FOLLOWER) {
                tick(Scope.SHORT_WAIT_MILLIS);
            }
        }
    }

    private void tick(long millis) {
        now += millis;
        events.tick(now, 0);
    }

    /** A rejection by a given acceptor, in answer to the last prepare. */
    void rejectPrepare(int acceptor, Ballot promised) {
        events.prepareAnswered(
                lastCall(Request.Prepare.class, acceptor),
                acceptor,
                new WitResult.Ok<>(new PrepareOutcome.Rejected(promised)));
    }

    /** A rejection by a given acceptor, in answer to the last accept. */
    void rejectAccept(int acceptor, Ballot promised) {
        events.acceptAnswered(
                lastCall(Request.Accept.class, acceptor),
                acceptor,
                new WitResult.Ok<>(new AcceptOutcome.Rejected(promised)));
    }

    private long other() {
        return Scope.PROPOSERS + 1 - self;
    }

    /** The number of the call that an answer belongs to; of one like it where another instance made that. */
    private long callOf(Request request, int acceptor) {
        for (Call call : calls.reversed()) {
            if (call.request.equals(request) && call.acceptors.contains((long) acceptor)) {
                return call.number;
            }
        }
        return lastCall(request.getClass(), acceptor);
    }

    private long lastCall(Class<? extends Request> kind, int acceptor) {
        for (Call call : calls.reversed()) {
            if (kind.isInstance(call.request) && call.acceptors.contains((long) acceptor)) {
                return call.number;
            }
        }
        return 0;
    }

    private void sent(long call, Request request, List<Long> acceptors) {
        calls.add(new Call(call, request, List.copyOf(acceptors)));
        sent.add(new ProposerOutputs.Sent(request, List.copyOf(acceptors)));
    }

    private void log(Level level, String message) {
        if (level == Level.ERROR && !(lied && message.contains("is left out"))) {
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
    public long loadRound() {
        return storage.round;
    }

    @Override
    public void storeRound(long round) {
        storage = new Storage(round, storage.chosenThrough);
    }

    /** What it remembers of acceptors is not given back: none forgets here, and they would only make more states. */
    @Override
    public Optional<Progress> loadProgress() {
        return Optional.of(new Progress(storage.chosenThrough, List.of()));
    }

    @Override
    public void storeProgress(Progress progress) {
        storage = new Storage(storage.round, progress.chosenThrough());
    }

    @Override
    public void flushProgress() {
        // All that is stored survives a restart here.
    }

    @Override
    public void prepare(long call, long acceptor, PrepareRequest request) {
        sent(call, new Request.Prepare(self, request), List.of(acceptor));
    }

    @Override
    public void accept(long call, List<Long> acceptors, AcceptRequest request) {
        sent(call, new Request.Accept(self, request), acceptors);
    }

    @Override
    public void heartbeat(long call, long to, HeartbeatRequest request) {
        heartbeats.add(request);
    }

    @Override
    public void acceptorHeartbeat(long call, List<Long> acceptors, LeaderHeartbeatRequest request) {
        // What acceptors hear decides only when a proposer campaigns, and here it may at any time.
    }

    @Override
    public void acceptorStatus(long call, List<Long> acceptors) {
        statusAsked = call;
    }
}

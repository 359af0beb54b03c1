package dev.paxoswasm.simulation.world;

import dev.paxoswasm.component.Imports;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutboxImport;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.acceptorstorage.WrittenStanding;
import dev.paxoswasm.contract.clientoutbox.ClientOutboxImport;
import dev.paxoswasm.contract.learneroutbox.LearnerOutboxImport;
import dev.paxoswasm.contract.learnerstorage.LearnerStorageImport;
import dev.paxoswasm.contract.log.LogImport;
import dev.paxoswasm.contract.node.NodeImport;
import dev.paxoswasm.contract.proposeroutbox.ProposerOutboxImport;
import dev.paxoswasm.contract.proposerstorage.ProposerStorageImport;
import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.Blueprint;
import dev.paxoswasm.host.Blueprint.OnViolation;
import dev.paxoswasm.host.CallObserver;
import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.host.OutOfServiceException.Reason;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.RoleHost;
import dev.paxoswasm.host.Turn;
import dev.paxoswasm.host.VoteMessages;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.LearnerStore;
import dev.paxoswasm.host.storage.ProposerStore;
import dev.paxoswasm.host.storage.StorageException;
import dev.paxoswasm.simulation.invariant.InvariantViolation;
import dev.paxoswasm.simulation.invariant.Stored;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Dice;
import dev.paxoswasm.simulation.scenario.Role;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A node from its start to its crash: the host of production around one component, and what waits for the disk. */
final class Life {

    /** So long that no slow machine meets it: a deadline would make a run depend on the time it takes. */
    private static final Limits LIMITS = Limits.DEFAULT.withCallDeadline(Duration.ofMinutes(5));

    /** A learner's records are on disk only once a table of them is full. */
    private static final int LEARNERS_FLUSH_LATER = 100;

    private record Held(long ticket, List<Stored> stored, Runnable release) {}

    final World world;
    final SimulatedNode node;
    final int number;
    final Outbox outbox = new Outbox();
    final ParkedReads parked;
    private final RoleHost<Exports> host;
    private final NodeClock clock;
    private final List<Stored> noted = new ArrayList<>();
    private final Deque<Held> held = new ArrayDeque<>();
    private boolean flushing;
    private long ticks;

    Life(World world, SimulatedNode node, int number) {
        this.world = world;
        this.node = node;
        this.number = number;
        parked = new ParkedReads(this);
        Address self = node.address;
        long drift = world.scenario.drift();
        clock = new NodeClock(world.now(), drift == 0 ? 1000 : 1000 - drift + dice(1).below(2 * drift));
        host = new RoleHost<>(
                new Blueprint<>(
                        world.components.of(self),
                        LIMITS,
                        imports(),
                        instance -> Exports.of(self.role(), instance),
                        exports -> exports.tick(nowMillis(), random()),
                        self.role() == Role.ACCEPTOR || self.role() == Role.LEARNER
                                ? OnViolation.LEAVE_SERVICE
                                : OnViolation.REFUSE),
                node.disk,
                outbox,
                CallObserver.NONE);
    }

    private Imports imports() {
        Imports.Builder imports = Imports.builder();
        NodeImport.register(imports, world.scenario.shape().settings(node.address));
        LogImport.register(imports, (level, message) -> {});
        switch (node.address.role()) {
            case ACCEPTOR -> {
                AcceptorStorageImport.register(
                        imports, new ObservedStorage.OfAcceptor(new AcceptorStore(node.disk), noted::add));
                VoteMessages messages = new VoteMessages(
                        world.scenario.shape().settings(node.address).bounds());
                List<VoteSender> learners = world.scenario.shape().addresses(Role.LEARNER).stream()
                        .map(learner -> new VoteSender(this, learner, messages))
                        .toList();
                AcceptorOutboxImport.register(imports, new Messages.OfAcceptor(this, learners));
            }
            case PROPOSER -> {
                ProposerStorageImport.register(
                        imports, new ObservedStorage.OfProposer(new ProposerStore(node.disk), noted::add));
                ProposerOutboxImport.register(imports, new Messages.OfProposer(this));
            }
            case LEARNER -> {
                LearnerStorageImport.register(
                        imports, new ObservedStorage.OfLearner(new LearnerStore(node.disk), noted::add));
                LearnerOutboxImport.register(imports, new Messages.OfLearner(this));
            }
            case CLIENT -> ClientOutboxImport.register(imports, new Messages.OfClient(this));
        }
        return imports.build();
    }

    void start() {
        world.invariants.starts(node.address, node.disk);
        noted.clear();
        try {
            settle("start", host.start(), answer -> {});
        } catch (StorageException e) {
            world.trace.note(node.address, "goes out of service: " + e.getMessage());
            return;
        }
        scheduleTick();
    }

    private void scheduleTick() {
        long tick = world.scenario.shape().timing().tickMillis() * 1000;
        long late = world.isCalm() ? 0 : dice(2, ticks).below(tick);
        world.in(
                tick + late,
                () -> world.whenRunning(this, () -> {
                    ticks++;
                    enter(
                            "tick",
                            exports -> {
                                exports.tick(nowMillis(), random());
                                return true;
                            },
                            answer -> {});
                    scheduleTick();
                }));
    }

    private long nowMillis() {
        return clock.millis(world.now());
    }

    private long random() {
        return 1 + dice(3, ticks).below((1L << 53) - 1);
    }

    private Dice dice(long purpose, long... more) {
        long[] name = new long[4 + more.length];
        name[0] = 10;
        name[1] = purpose;
        name[2] = node.address.code();
        name[3] = number;
        System.arraycopy(more, 0, name, 4, more.length);
        return Dice.of(world.scenario.seed(), name);
    }

    void jumpClock(long micros) {
        clock.jump(micros);
    }

    /** Makes one call; its answer comes when it may be seen. */
    <R> void enter(String function, Function<Exports, R> call, Consumer<WitResult<R, Refusal>> answer) {
        noted.clear();
        world.trace.enters(node.address, function);
        Turn<R> turn;
        try {
            turn = host.call(function, call);
        } catch (OutOfServiceException e) {
            answer.accept(new WitResult.Err<>(new Refusal.Unavailable(e.getMessage())));
            return;
        } catch (RefusalException e) {
            throw complaint(function, e);
        } catch (ComponentFailedException e) {
            throw new InvariantViolation("no-trap", node.address + ": " + e.getMessage());
        }
        RefusalException refusal = turn.refusal();
        if (refusal != null && refusal.refusal() instanceof Refusal.Violation) {
            throw complaint(function, refusal);
        }
        settle(function, turn, answer);
    }

    private InvariantViolation complaint(String function, RefusalException e) {
        return new InvariantViolation(
                "no-complaint", node.address + " complains in " + function + ": " + e.getMessage());
    }

    private <R> void settle(String function, Turn<R> turn, Consumer<WitResult<R, Refusal>> answer) {
        List<Stored> stored = List.copyOf(noted);
        noted.clear();
        world.invariants.stores(node.address, stored);
        if (stored.stream()
                .anyMatch(it -> it instanceof Stored.Life(var life) && life.standing() == WrittenStanding.VOTING)) {
            node.forgot = false;
        }
        RefusalException refused = turn.refusal();
        R outcome = turn.outcome();
        Runnable release = () -> {
            turn.messages().forEach(Runnable::run);
            if (refused != null) {
                answer.accept(new WitResult.Err<>(refused.refusal()));
            } else if (outcome != null) {
                answer.accept(new WitResult.Ok<>(outcome));
            }
        };
        if (node.disk.written() > node.disk.flushed()) {
            flush();
        }
        // A learner's log can be learned again; nobody waits until it is on disk.
        boolean waits = node.address.role() != Role.LEARNER
                && world.hostMutant != HostMutant.REPLIES_BEFORE_FLUSH
                && turn.ticket() > node.disk.flushed();
        if (waits) {
            held.add(new Held(turn.ticket(), stored, release));
        } else {
            held.add(new Held(turn.ticket(), stored, () -> {}));
            letGo();
            release.run();
        }
        if (node.address.role() == Role.LEARNER && !stored.isEmpty()) {
            parked.logGrew();
        }
    }

    private void flush() {
        if (flushing) {
            return;
        }
        flushing = true;
        long target = node.disk.written();
        long longest = world.isCalm() ? 500 : world.scenario.flush();
        if (node.address.role() == Role.LEARNER) {
            longest *= LEARNERS_FLUSH_LATER;
        }
        long takes = 1
                + Dice.of(world.scenario.seed(), 11, node.address.code(), node.flushes++)
                        .below(longest);
        world.in(takes, () -> {
            if (node.life == this) {
                flushed(target);
            }
        });
    }

    private void flushed(long target) {
        flushing = false;
        try {
            node.disk.flush(target);
        } catch (StorageException e) {
            host.leaveService(Reason.STORAGE, String.valueOf(e.getMessage()));
            world.trace.note(node.address, "goes out of service: " + e.getMessage());
            return;
        }
        world.whenRunning(this, this::letGo);
        if (node.disk.written() > node.disk.flushed()) {
            flush();
        }
    }

    private void letGo() {
        while (!held.isEmpty() && held.element().ticket() <= node.disk.flushed()) {
            Held next = held.remove();
            world.invariants.areDurable(node.address, next.stored());
            next.release().run();
        }
    }

    /** The node is no more; what its disk kept by chance is durable too. */
    void end(long kept) {
        node.disk.crash(kept);
        for (Held each : held) {
            if (each.ticket() <= node.disk.flushed()) {
                world.invariants.areDurable(node.address, each.stored());
            }
        }
        node.life = null;
    }

    /** Sends a message once what the call in progress stored is durable. */
    void ask(Question<?> question) {
        outbox.add(() -> world.network.send(question));
    }

    /** What of a request arrives at another node. */
    <T> T told(Address to, T request) {
        return world.lies.told(node.address, to, request);
    }

    void report(List<ChosenId> chosen) {
        world.users.chosen(this, chosen);
    }

    boolean isOutOfService() {
        return host.outOfService() != null || !host.isStarted();
    }

    long generation() {
        return host.generation();
    }
}

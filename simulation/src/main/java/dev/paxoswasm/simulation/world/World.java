package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.acceptor.RecoverRequest;
import dev.paxoswasm.contract.acceptorstorage.LifeRecord;
import dev.paxoswasm.contract.acceptorstorage.WrittenStanding;
import dev.paxoswasm.contract.proposer.ReserveBallotRequest;
import dev.paxoswasm.contract.proposer.ResolveRequest;
import dev.paxoswasm.contract.types.KnownAcceptor;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.LearnerStore;
import dev.paxoswasm.host.storage.ProposerStore;
import dev.paxoswasm.simulation.history.ReplicatedLogCheck;
import dev.paxoswasm.simulation.history.Verdict;
import dev.paxoswasm.simulation.invariant.Ghost;
import dev.paxoswasm.simulation.invariant.InvariantViolation;
import dev.paxoswasm.simulation.invariant.Invariants;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Dice;
import dev.paxoswasm.simulation.scenario.Fault;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.scenario.Scenario;
import dev.paxoswasm.simulation.scenario.Usage;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cluster under one scenario, from its start until all is done after the trouble has ended. Used by one thread. */
public final class World {

    /** How long a healthy cluster may take to finish all that is asked of it, in microseconds. */
    private static final long CALM = 30_000_000;

    private static final long LOOK = 20_000;

    /** How long whoever runs the cluster takes to see that an acceptor has forgotten, in microseconds. */
    private static final long OPERATOR = 20_000;

    final Scenario scenario;
    final Components components;
    final HostMutant hostMutant;
    final Ghost ghost;
    final Invariants invariants;
    final Trace trace;
    final Network network;
    final Lies lies;
    final Users users;
    private final Agenda agenda = new Agenda();
    private final Map<Address, SimulatedNode> nodes = new TreeMap<>();
    private boolean calm;
    private long crashes;
    private long wipes;
    private long rollbacks;
    private long lostRounds;
    private final Map<Fault, NavigableMap<byte[], byte[]>> copies = new HashMap<>();

    private World(Scenario scenario, Components components, HostMutant hostMutant, boolean recording) {
        this.scenario = scenario;
        this.components = components;
        this.hostMutant = hostMutant;
        ghost = new Ghost(scenario.shape().phase1(), scenario.shape().phase2());
        invariants = new Invariants(ghost);
        trace = new Trace(this, recording);
        network = new Network(this);
        lies = new Lies(this);
        users = new Users(this);
        scenario.shape().addresses().forEach(address -> nodes.put(address, new SimulatedNode(address)));
    }

    /** Runs a scenario to its end, or to the first invariant that breaks. */
    public static Outcome run(Scenario scenario, Components components, HostMutant hostMutant) {
        return new World(scenario, components, hostMutant, false).run();
    }

    /** Runs a scenario and writes its script. */
    public static Outcome record(Scenario scenario, Components components, HostMutant hostMutant) {
        return new World(scenario, components, hostMutant, true).run();
    }

    private Outcome run() {
        Outcome.@Nullable Failure failure = null;
        try {
            trouble();
            calm();
            finish();
        } catch (InvariantViolation e) {
            failure = new Outcome.Failure(e.invariant(), String.valueOf(e.getMessage()), now());
            trace.note("BROKEN", e.invariant() + ": " + Script.shown(String.valueOf(e.getMessage())));
        }
        return new Outcome(
                failure,
                trace.hash(),
                now(),
                trace.events(),
                network.messages(),
                network.merged(),
                crashes,
                wipes,
                rollbacks,
                lostRounds,
                ghost.elections(),
                ghost.slotsChosen(),
                users.reported(),
                network.troubled(),
                trace.lines());
    }

    private void trouble() {
        for (SimulatedNode node : nodes.values()) {
            long at = Dice.of(scenario.seed(), 40, node.address.code()).below(100_000);
            agenda.at(at, () -> start(node));
        }
        scenario.faults().forEach(fault -> {
            agenda.at(fault.at(), () -> happen(fault));
            if (fault instanceof Fault.Rollback(long at, Address acceptor, long copiedAt, long down)) {
                agenda.at(copiedAt, () -> copies.put(fault, node(acceptor).disk.copy()));
            }
        });
        scenario.usages().forEach(usage -> agenda.at(usage.at(), () -> users.does(usage)));
        while (agenda.step(scenario.trouble())) {}
    }

    /** The network, the disks and the clocks behave from now on, every node is up, and users come once more. */
    private void calm() {
        calm = true;
        trace.note("calm:", "faults are over");
        for (SimulatedNode node : nodes.values()) {
            node.disk.repair();
            node.pausedUntil = 0;
            Life life = node.life;
            if (life != null && life.isOutOfService()) {
                crash(node, 1000);
            }
            start(node);
        }
        for (Address client : scenario.shape().addresses(Role.CLIENT)) {
            agenda.in(1_000_000, () -> {
                users.does(new Usage.Append(now(), client, 1, 8, CALM));
                for (Address learner : scenario.shape().addresses(Role.LEARNER)) {
                    users.does(new Usage.Read(now(), client, learner, CALM));
                }
            });
        }
        long end = scenario.trouble() + CALM;
        long look = now() + 1_000_000 + LOOK;
        while (true) {
            while (agenda.step(look)) {}
            if (isDone()) {
                return;
            }
            if (now() >= end) {
                throw new InvariantViolation("liveness", progress());
            }
            look += LOOK;
        }
    }

    private boolean isDone() {
        return users.nobodyWaits()
                && acceptors().allMatch(World::remembers)
                && learners().stream().allMatch(log -> log.chosenThrough() == ghost.highestChosen());
    }

    private Stream<SimulatedNode> acceptors() {
        return scenario.shape().addresses(Role.ACCEPTOR).stream().map(this::node);
    }

    private List<LearnerStore> learners() {
        return scenario.shape().addresses(Role.LEARNER).stream()
                .map(learner -> new LearnerStore(node(learner).disk))
                .toList();
    }

    private String progress() {
        return "after " + CALM / 1_000_000 + " s without faults " + users.waitingCount() + " values and "
                + users.readingCount() + " reads wait; chosen up to "
                + ghost.highestChosen() + ", without gaps up to " + ghost.chosenThrough() + "; learned up to "
                + learners().stream().map(LearnerStore::chosenThrough).toList() + "; acceptors are "
                + acceptors()
                        .map(World::standing)
                        .map(it -> it.map(Enum::name).orElse("NEW"))
                        .toList();
    }

    private void finish() {
        Verdict<?, ?> verdict = ReplicatedLogCheck.check(users.history());
        if (!verdict.isLinearizable()) {
            throw new InvariantViolation("linearizability", verdict.toString());
        }
    }

    private void happen(Fault fault) {
        switch (fault) {
            case Fault.Crash(long at, Address address, long down, long kept) -> {
                SimulatedNode node = node(address);
                crash(node, kept);
                agenda.in(down, () -> start(node));
            }
            case Fault.PowerFailure(long at, long down) -> {
                trace.note("power", "fails");
                for (SimulatedNode node : nodes.values()) {
                    Dice dice = Dice.of(scenario.seed(), 41, at, node.address.code());
                    crash(node, dice.pick(List.of(0L, 500L, 1000L)));
                    agenda.in(down + dice.below(200_000), () -> start(node));
                }
            }
            case Fault.Partition it ->
                trace.note(
                        it.side(),
                        "cut off " + it.direction().toString().toLowerCase(Locale.ROOT) + " for " + it.lasts() / 1000
                                + " ms");
            case Fault.Split it ->
                trace.note(it.one(), "lose sight of " + it.other() + " for " + it.lasts() / 1000 + " ms");
            case Fault.Wipe(long at, Address address, long down) -> {
                SimulatedNode node = node(address);
                boolean may = address.role() == Role.PROPOSER ? mayForgetRounds(node) : mayForget(node);
                if (may) {
                    trace.note(address, "loses its disk");
                    forget(node, Collections.emptyNavigableMap(), down);
                }
            }
            case Fault.Rollback(long at, Address acceptor, long copiedAt, long down) -> {
                SimulatedNode node = node(acceptor);
                NavigableMap<byte[], byte[]> copy = copies.get(fault);
                if (copy != null && mayForget(node) && isNoticed(acceptor, copy)) {
                    trace.note(acceptor, "gets a copy of its disk of " + (now() - copiedAt) / 1000 + " ms ago");
                    rollbacks++;
                    forget(node, copy, down);
                } else if (!calm) {
                    agenda.in(OPERATOR, () -> happen(fault));
                }
            }
            case Fault.Outlier it -> trace.note(it.node(), "begins to tell numbers that cannot be");
            case Fault.Pause(long at, Address address, long lasts) -> {
                trace.note(address, "stands still for " + lasts / 1000 + " ms");
                node(address).pausedUntil = now() + lasts;
            }
            case Fault.ClockJump(long at, Address address, long micros) -> {
                trace.note(address, "has a clock that jumps by " + micros / 1000 + " ms");
                Life life = node(address).life;
                if (life != null) {
                    life.jumpClock(micros);
                }
            }
            case Fault.BadDisk(long at, Address address, Fault.DiskFailure failure, long repaired) -> {
                SimulatedNode node = node(address);
                trace.note(address, "has a disk with a fault: " + failure);
                node.disk.fail(failure);
                agenda.in(repaired, () -> {
                    node.disk.repair();
                    crash(node, 500);
                    start(node);
                });
            }
            case Fault.ReserveBallot(long at, Address proposer) -> {
                ReserveBallotRequest request = new ReserveBallotRequest(Optional.empty());
                Life life = node(proposer).life;
                if (life != null) {
                    whenRunning(
                            life,
                            () -> life.enter(
                                    "reserve-ballot",
                                    it -> it.proposer().reserveBallot(proposer.id(), request),
                                    answer -> {
                                        if (answer.ok() != null) {
                                            trace.note(proposer, "gives away ballot " + Script.shown(answer.ok()));
                                            invariants.answers(
                                                    proposer, request, answer.ok(), life.node.disk.durable());
                                        }
                                    }));
                }
            }
            case Fault.Resolve(long at, Address proposer, long slotsBack) -> {
                ResolveRequest request = new ResolveRequest(Math.max(1, ghost.highestChosen() + 2 - slotsBack));
                Life life = node(proposer).life;
                if (life != null) {
                    trace.note(proposer, "is asked to resolve from slot " + request.firstSlot());
                    whenRunning(
                            life,
                            () -> life.enter(
                                    "resolve", it -> it.proposer().resolve(proposer.id(), request), answer -> {}));
                }
            }
        }
    }

    /** Whether enough others remember, so that this one may forget. */
    private boolean mayForget(SimulatedNode node) {
        long forgetful = nodes.values().stream()
                .filter(other -> other != node && other.address.role() == Role.ACCEPTOR && !remembers(other))
                .count();
        long sound = sound().filter(other -> other != node).count();
        boolean told = proposers().noneMatch(World::isBlank)
                || sound >= scenario.shape().witnesses();
        return forgetful < scenario.shape().mostForgetful() && told && isKnown(node);
    }

    /**
     * Whether enough acceptors can tell a proposer which rounds it may have used, and go on telling: those that start
     * have another proposer to hear from, or all have begun to vote, and their word counts before they do again. No
     * other proposer waits for them. An older copy of which nobody knows yet is not to be found out by one proposer
     * alone.
     */
    private boolean mayForgetRounds(SimulatedNode node) {
        boolean unnoticed = acceptors()
                .anyMatch(acceptor -> acceptor.forgot
                        && standing(acceptor)
                                .filter(WrittenStanding.VOTING::equals)
                                .isPresent());
        boolean known = proposers()
                .filter(other -> other != node)
                .anyMatch(other -> acceptors().allMatch(acceptor -> knows(other, acceptor)));
        boolean allVoted = acceptors().allMatch(acceptor -> acceptor.forgot || remembers(acceptor));
        boolean counts = scenario.shape().phase1() >= scenario.shape().phase2();
        return !unnoticed
                && (known || allVoted && counts)
                && proposers().noneMatch(World::isBlank)
                && sound().count() >= scenario.shape().witnesses();
    }

    private Stream<SimulatedNode> proposers() {
        return scenario.shape().addresses(Role.PROPOSER).stream().map(this::node);
    }

    private Stream<SimulatedNode> sound() {
        return acceptors().filter(World::remembers);
    }

    private static boolean isBlank(SimulatedNode proposer) {
        ProposerStore store = new ProposerStore(proposer.disk.durable());
        return store.loadRound() == 0 && store.loadProgress().isEmpty();
    }

    /**
     * Whether a proposer would find out that an acceptor has forgotten; one that has never voted has nothing to forget.
     */
    private boolean isKnown(SimulatedNode acceptor) {
        return standing(acceptor).filter(WrittenStanding.VOTING::equals).isEmpty()
                || proposers().anyMatch(proposer -> knows(proposer, acceptor));
    }

    private static boolean knows(SimulatedNode proposer, SimulatedNode acceptor) {
        return new ProposerStore(proposer.disk.durable())
                .loadProgress().stream()
                        .flatMap(it -> it.acceptors().stream())
                        .anyMatch(known -> known.acceptor() == acceptor.address.id() && known.life() > 0);
    }

    private static boolean remembers(SimulatedNode acceptor) {
        return !acceptor.forgot
                && standing(acceptor).filter(WrittenStanding.VOTING::equals).isPresent();
    }

    private static Optional<WrittenStanding> standing(SimulatedNode acceptor) {
        return new AcceptorStore(acceptor.disk.durable()).loadLife().map(LifeRecord::standing);
    }

    /** Whether each proposer has on disk that the acceptor said more than the copy knows of. */
    private boolean isNoticed(Address acceptor, NavigableMap<byte[], byte[]> copy) {
        SimulatedDisk disk = new SimulatedDisk();
        disk.restore(copy);
        AcceptorStore store = new AcceptorStore(disk);
        Optional<LifeRecord> life = store.loadLife();
        if (life.isEmpty()) {
            return false;
        }
        return scenario.shape().addresses(Role.PROPOSER).stream()
                .map(proposer -> new ProposerStore(node(proposer).disk.durable()).loadProgress())
                .allMatch(progress -> progress.stream()
                        .flatMap(it -> it.acceptors().stream())
                        .anyMatch(known -> known.acceptor() == acceptor.id() && exceeds(known, life.get(), store)));
    }

    private static boolean exceeds(KnownAcceptor known, LifeRecord life, AcceptorStore store) {
        boolean promised = known.promised().isPresent()
                && store.loadPromised()
                        .filter(it -> Ghost.ORDER.compare(it, known.promised().get()) >= 0)
                        .isEmpty();
        return known.life() == life.life()
                && (promised || known.highestSlot() > store.highestAccepted().orElse(0L));
    }

    private void forget(SimulatedNode node, NavigableMap<byte[], byte[]> copy, long down) {
        crash(node, 1000);
        node.disk.restore(copy);
        if (node.address.role() == Role.PROPOSER) {
            lostRounds++;
            invariants.forgetsRounds(node.address);
            agenda.in(down, () -> start(node));
            return;
        }
        wipes++;
        node.forgot = true;
        invariants.forgets(node.address);
        agenda.in(down, () -> start(node));
        agenda.in(down + OPERATOR, () -> operate(node));
    }

    /** Whoever runs the cluster has an acceptor recovered once it says that it has forgotten, or tries to before. */
    private void operate(SimulatedNode node) {
        Optional<LifeRecord> record = new AcceptorStore(node.disk).loadLife();
        Dice dice = Dice.of(scenario.seed(), 42, node.address.code(), now());
        boolean doubted = record.isPresent()
                && switch (record.get().standing()) {
                    case FORGETFUL -> true;
                    case FRESH, VOTING -> dice.permille(200);
                    case RECOVERING -> false;
                };
        Life life = node.life;
        if (doubted && life != null) {
            RecoverRequest request = new RecoverRequest(record.get().life());
            trace.note(node.address, "is to be recovered");
            whenRunning(
                    life,
                    () -> life.enter("recover", it -> it.acceptor().recover(node.address.id(), request), answer -> {}));
        }
        if (!remembers(node)) {
            agenda.in(OPERATOR / 2 + dice.below(OPERATOR), () -> operate(node));
        }
    }

    private void start(SimulatedNode node) {
        if (node.life == null) {
            Life life = new Life(this, node, ++node.lives);
            node.life = life;
            trace.note(node.address, "starts");
            life.start();
        }
    }

    private void crash(SimulatedNode node, long kept) {
        Life life = node.life;
        if (life != null) {
            crashes++;
            long lost = node.disk.written() - node.disk.flushed();
            life.end(kept);
            users.gone(life);
            node.pausedUntil = 0;
            trace.note(node.address, "crashes with " + lost + " batches not flushed");
        }
    }

    /** Lets something happen to a node unless it is over; later if the node stands still. */
    void whenRunning(Life life, Runnable event) {
        SimulatedNode node = life.node;
        if (node.life != life) {
            return;
        }
        if (now() < node.pausedUntil) {
            agenda.at(node.pausedUntil, () -> whenRunning(life, event));
        } else {
            event.run();
        }
    }

    long now() {
        return agenda.now();
    }

    void in(long micros, Runnable event) {
        agenda.in(micros, event);
    }

    boolean isCalm() {
        return calm;
    }

    SimulatedNode node(Address address) {
        return nodes.get(address);
    }
}

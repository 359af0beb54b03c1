package dev.paxoswasm.simulation.world;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.composed.ClusterHost;
import dev.paxoswasm.composed.ComposedCluster;
import dev.paxoswasm.composed.NodeSection;
import dev.paxoswasm.composed.Shape;
import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorage;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.coordinator.Exchange;
import dev.paxoswasm.contract.coordinator.RoundReport;
import dev.paxoswasm.contract.coordinator.RoundRequest;
import dev.paxoswasm.contract.coordinator.Step;
import dev.paxoswasm.contract.learnerstorage.LearnerStorage;
import dev.paxoswasm.contract.messages.Answer;
import dev.paxoswasm.contract.messages.Content;
import dev.paxoswasm.contract.messages.Message;
import dev.paxoswasm.contract.messages.Request;
import dev.paxoswasm.contract.network.Event;
import dev.paxoswasm.contract.network.StepReport;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.contract.proposerstorage.ProposerStorage;
import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.host.storage.LearnerStore;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.host.storage.ProposerStore;
import dev.paxoswasm.simulation.invariant.Ghost;
import dev.paxoswasm.simulation.invariant.InvariantViolation;
import dev.paxoswasm.simulation.invariant.Invariants;
import dev.paxoswasm.simulation.invariant.Stored;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Dice;
import dev.paxoswasm.simulation.scenario.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A composed cluster under a random schedule: a seed decides whose clock ticks, which message arrives, comes twice or
 * is lost, when all nodes crash, and when a round is driven by hand. The invariants are those of the simulation. In the
 * end nothing is lost any more, and all that the client waits for must be chosen.
 */
final class ComposedRun {

    /** What the host may do wrong. */
    enum Flushing {
        BEFORE_ANYTHING_LEAVES,
        NEVER
    }

    private static final int EVENTS = 1500;
    private static final long CALM_MILLIS = 20_000;
    private static final int TURNS_A_TICK = 6;
    private static final long MOST = 1L << 53;

    private final Dice dice;
    private final Shape shape;
    private final Ghost ghost;
    private final Invariants invariants;
    private final SimulatedDisk disk = new SimulatedDisk();
    private final Map<Address, List<Stored>> noted = new TreeMap<>();
    private final Set<CommandId> awaited = new HashSet<>();
    private final ComposedCluster cluster;
    private final Flushing flushing;
    private long now;
    private int life;
    private int values;
    private int rounds;
    private long duplicates;
    private long losses;

    /** What a run was about. */
    record Outcome(int chosen, int elections, int crashes, int rounds, long duplicates, long losses) {}

    ComposedRun(Component component, long seed, Flushing flushing) {
        dice = Dice.of(seed, 90);
        this.flushing = flushing;
        List<Integer> quorums = dice.pick(List.of(List.of(2, 2), List.of(2, 2), List.of(3, 1), List.of(2, 3)));
        shape = new Shape(
                quorums.get(0),
                quorums.get(1),
                new Timing(20, dice.pick(List.of(30L, 60L, 100L)), dice.pick(List.of(200L, 300L)), 100),
                new Bounds(100, dice.pick(List.of(1L, 3L, 256L)), 1000, dice.pick(List.of(4L, 64L)), 100_000));
        ghost = new Ghost(shape.phase1(), shape.phase2());
        invariants = new Invariants(ghost);
        cluster = new ComposedCluster(component, shape, disk, disk, this::flush, new Surroundings());
    }

    private final class Surroundings implements ClusterHost {

        @Override
        public long nowMillis() {
            return now;
        }

        @Override
        public long random() {
            return 1 + dice.below(MOST - 1);
        }

        @Override
        public AcceptorStorage acceptorStorage(dev.paxoswasm.contract.messages.Address node, OrderedStore section) {
            return new ObservedStorage.OfAcceptor(new AcceptorStore(section), notes(node)::add);
        }

        @Override
        public ProposerStorage proposerStorage(dev.paxoswasm.contract.messages.Address node, OrderedStore section) {
            return new ObservedStorage.OfProposer(new ProposerStore(section), notes(node)::add);
        }

        @Override
        public LearnerStorage learnerStorage(dev.paxoswasm.contract.messages.Address node, OrderedStore section) {
            return new ObservedStorage.OfLearner(new LearnerStore(section), notes(node)::add);
        }
    }

    private List<Stored> notes(dev.paxoswasm.contract.messages.Address node) {
        return noted.computeIfAbsent(address(node), unused -> new ArrayList<>());
    }

    private static Address address(dev.paxoswasm.contract.messages.Address node) {
        return new Address(Role.valueOf(node.role().name()), node.id());
    }

    private OrderedStore section(Address node, OrderedStore whole) {
        return new NodeSection(whole, node.role().label() + node.id());
    }

    private void flush(long ticket) {
        if (flushing == Flushing.BEFORE_ANYTHING_LEAVES) {
            disk.flush(disk.written());
        }
    }

    /** @throws InvariantViolation if one is broken */
    Outcome run() {
        start();
        for (int i = 0; i < EVENTS; i++) {
            happen();
        }
        calm();
        return new Outcome(ghost.slotsChosen(), ghost.elections(), life - 1, rounds, duplicates, losses);
    }

    private void start() {
        life++;
        ComposedCluster.nodes().stream()
                .map(ComposedRun::address)
                .forEach(node -> invariants.starts(node, section(node, disk)));
        watch(cluster.start());
    }

    private void happen() {
        List<Long> underWay = entered("under-way", cluster::underWay);
        long what = dice.below(1000);
        if (what < 2) {
            crash();
        } else if (what < 6) {
            driveRound();
        } else if (what < 40) {
            submit();
        } else if (what < 300 || underWay.isEmpty()) {
            now += dice.below(8);
            dev.paxoswasm.contract.messages.Address node = dice.pick(ComposedCluster.nodes());
            watch(entered("tick", () -> cluster.tick(node.role(), node.id())));
        } else {
            long number = dice.pick(underWay);
            if (what < 340) {
                losses++;
                watch(entered("lose", () -> cluster.step(new Event.Lose(number))));
            } else if (what < 380) {
                duplicates++;
                watch(entered("duplicate", () -> cluster.step(new Event.Duplicate(number))));
            } else {
                watch(entered("deliver", () -> cluster.step(new Event.Deliver(number))));
            }
        }
    }

    private void crash() {
        disk.crash(0);
        noted.values().forEach(List::clear);
        awaited.clear();
        start();
    }

    private byte[] value() {
        return ("value " + ++values).getBytes(StandardCharsets.UTF_8);
    }

    private void submit() {
        byte[] value = value();
        try {
            CommandId id = entered(
                            "submit", () -> cluster.client(it -> it.submit(1, new SubmitRequest(List.of(value)))))
                    .ids()
                    .getFirst();
            ghost.submitted(id, value);
            awaited.add(id);
        } catch (RefusalException e) {
            requireNoComplaint("client 1", e.refusal());
        }
        watch(List.of());
    }

    private void driveRound() {
        byte[] value = value();
        Optional<Long> proposer = Optional.of(1 + dice.below(2));
        RoundRequest request = new RoundRequest(value, Optional.of(1L), proposer);
        RoundReport report = entered("run-round", () -> cluster.coordinator(it -> it.runRound(1, request)));
        rounds++;
        for (Step step : report.steps()) {
            if (step.exchange() instanceof Exchange.Issue(var it) && it.answer().ok() != null) {
                ghost.submitted(it.answer().ok().id(), value);
            }
        }
        watch(List.of());
        for (Step step : report.steps()) {
            Address by = new Address(Role.valueOf(step.role().name()), step.node());
            switch (step.exchange()) {
                case Exchange.ReserveBallot(var it) -> answers(by, it.request(), it.answer());
                case Exchange.Prepare(var it) -> answers(by, it.request(), it.answer());
                case Exchange.Accept(var it) -> answers(by, it.request(), it.answer());
                case Exchange.ReadLog(var it) -> answers(by, it.request(), it.answer());
                case Exchange.Issue(var it) -> answers(by, it.request(), it.answer());
                case Exchange.ClientStatus _,
                        Exchange.ProposerStatus _,
                        Exchange.AcceptorStatus _,
                        Exchange.LearnerStatus _ -> {}
            }
        }
    }

    private <R> R entered(String what, Supplier<R> call) {
        try {
            return call.get();
        } catch (ComponentFailedException e) {
            throw new InvariantViolation("no-trap", what + ": " + e.getMessage());
        }
    }

    private void watch(StepReport report) {
        watch(List.of(report));
    }

    /** Looks at what calls stored, and then at what they sent. */
    private void watch(List<StepReport> reports) {
        noted.forEach((node, stored) -> {
            invariants.stores(node, stored);
            invariants.areDurable(node, stored);
            stored.clear();
        });
        for (StepReport report : reports) {
            for (Message sent : report.sent()) {
                switch (sent.content()) {
                    case Content.Request(Request request) -> {
                        Address sender = address(sent.sender());
                        invariants.sends(sender, life, asked(request), section(sender, disk.durable()));
                    }
                    case Content.Answer(Answer answer) ->
                        answers(address(sent.sender()), asked(question(report)), result(answer));
                }
            }
            report.chosen()
                    .forEach(each ->
                            each.chosen().forEach(chosen -> reported(new Address(Role.CLIENT, each.client()), chosen)));
        }
    }

    private void reported(Address client, ChosenId chosen) {
        invariants.reports(client, chosen);
        chosen.id().ifPresent(awaited::remove);
    }

    /** Only what has arrived is answered. */
    private static Request question(StepReport report) {
        return switch (report.arrived().orElseThrow().content()) {
            case Content.Request(Request request) -> request;
            case Content.Answer _ -> throw new IllegalStateException("an answer was answered");
        };
    }

    private void answers(Address by, Object request, WitResult<?, Refusal> result) {
        switch (result) {
            case WitResult.Ok(Object answer) -> invariants.answers(by, request, answer, section(by, disk.durable()));
            case WitResult.Err(Refusal refusal) -> requireNoComplaint(by.toString(), refusal);
        }
    }

    private static void requireNoComplaint(String by, Refusal refusal) {
        if (refusal instanceof Refusal.Violation(String what)) {
            throw new InvariantViolation("no-complaint", by + " complains: " + what);
        }
    }

    /** The record that the function takes. */
    private static Object asked(Request request) {
        return switch (request) {
            case Request.Propose(var it) -> it;
            case Request.Heartbeat(var it) -> it;
            case Request.Admit(var it) -> it;
            case Request.Resolve(var it) -> it;
            case Request.Prepare(var it) -> it;
            case Request.Accept(var it) -> it;
            case Request.LeaderHeartbeat(var it) -> it;
            case Request.AcceptorStatus it -> it;
            case Request.ReadAccepted(var it) -> it;
            case Request.Learn(var it) -> it;
            case Request.ReadLog(var it) -> it;
            case Request.ReadIds(var it) -> it;
        };
    }

    private static WitResult<?, Refusal> result(Answer answer) {
        return switch (answer) {
            case Answer.Propose(var it) -> it;
            case Answer.Heartbeat(var it) -> it;
            case Answer.Admit(var it) -> it;
            case Answer.Resolve(var it) -> it;
            case Answer.Prepare(var it) -> it;
            case Answer.Accept(var it) -> it;
            case Answer.LeaderHeartbeat(var it) -> it;
            case Answer.AcceptorStatus(var it) -> it;
            case Answer.ReadAccepted(var it) -> it;
            case Answer.Learn(var it) -> it;
            case Answer.ReadLog(var it) -> it;
            case Answer.ReadIds(var it) -> it;
        };
    }

    private void calm() {
        submit();
        long end = now + CALM_MILLIS;
        while (!isDone()) {
            if (now >= end) {
                throw new InvariantViolation(
                        "liveness",
                        "after " + CALM_MILLIS / 1000 + " s without faults " + awaited.size()
                                + " values wait; chosen up to " + ghost.highestChosen() + ", without gaps up to "
                                + ghost.chosenThrough() + "; "
                                + cluster.coordinator(it -> it.survey(1)).steps().stream()
                                        .map(Step::exchange)
                                        .toList());
            }
            now += shape.timing().tickMillis();
            for (dev.paxoswasm.contract.messages.Address node : ComposedCluster.nodes()) {
                watch(entered("tick", () -> cluster.tick(node.role(), node.id())));
            }
            // Questions, answers, and what follows from those; time passes even where each message leads to another.
            for (int turn = 0; turn < TURNS_A_TICK; turn++) {
                for (long number : entered("under-way", cluster::underWay)) {
                    watch(entered("deliver", () -> cluster.step(new Event.Deliver(number))));
                }
            }
        }
        if (!cluster.coordinator(it -> it.checkAgreement(1)).agreed()) {
            throw new InvariantViolation("agreement", "the coordinator finds that learners disagree");
        }
    }

    private boolean isDone() {
        return awaited.isEmpty()
                && Shape.ids(dev.paxoswasm.contract.messages.Role.LEARNER).stream()
                        .map(id -> new LearnerStore(section(new Address(Role.LEARNER, id), disk)))
                        .allMatch(log -> log.chosenThrough() == ghost.highestChosen());
    }
}

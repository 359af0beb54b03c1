package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Dice;
import dev.paxoswasm.simulation.scenario.Fault;
import dev.paxoswasm.simulation.scenario.MessageName;
import dev.paxoswasm.simulation.scenario.NetworkConditions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Carries messages, some of them late, twice or not at all. */
final class Network {

    /**
     * When the host of a sender gives a request up, in microseconds, beyond what the request allows the receiver to
     * wait.
     */
    private static final long GIVEN_UP = 400_000;

    private record Link(Address from, Address to) {}

    private final World world;
    private final List<Fault.Partition> partitions;
    private final List<Fault.Split> splits;
    private final Map<Link, Long> sent = new HashMap<>();
    private final List<MessageName> troubled = new ArrayList<>();
    private long messages;
    private long merged;

    Network(World world) {
        this.world = world;
        partitions = world.scenario.faults().stream()
                .filter(Fault.Partition.class::isInstance)
                .map(Fault.Partition.class::cast)
                .toList();
        splits = world.scenario.faults().stream()
                .filter(Fault.Split.class::isInstance)
                .map(Fault.Split.class::cast)
                .toList();
    }

    /** How many messages were sent, answers included. */
    long messages() {
        return messages;
    }

    /** How many messages carried the votes of several calls. */
    long merged() {
        return merged;
    }

    /** The messages that were lost, doubled or late. */
    List<MessageName> troubled() {
        return troubled;
    }

    <A> void send(Question<A> question) {
        Address from = question.from();
        world.invariants.sends(from, question.asker.number, question.request, question.asker.node.disk.durable());
        if (question.request instanceof LearnRequest learn && learn.votes().size() > 1) {
            merged++;
        }
        carry(from, question.to, question.function, question.request, () -> deliver(question));
        long waits = question.request instanceof ReadLogRequest read
                ? read.waitMillis().orElse(0L) * 1000
                : 0;
        world.in(GIVEN_UP + waits, () -> {
            if (!question.closed) {
                hand(question, new WitResult.Err<>(new Refusal.Unavailable("no answer in time")), "no answer in time");
            }
        });
    }

    private void carry(Address from, Address to, String function, Object content, Runnable arrive) {
        messages++;
        long number = sent.merge(new Link(from, to), 1L, Long::sum);
        if (world.isCalm()) {
            world.in(NetworkConditions.QUICK, arrive);
            return;
        }
        if (partitions.stream().anyMatch(partition -> partition.cuts(from, to, world.now()))
                || splits.stream().anyMatch(split -> split.cuts(from, to, world.now()))) {
            world.trace.message(from, to, function, content, "lost: cut off");
            return;
        }
        MessageName name = new MessageName(from, to, number);
        if (world.scenario.spared().contains(name)) {
            world.in(NetworkConditions.QUICK, arrive);
            return;
        }
        NetworkConditions conditions = world.scenario.network();
        Dice dice = Dice.of(world.scenario.seed(), 20, from.code(), to.code(), number);
        boolean lost = dice.permille(conditions.loss());
        boolean doubled = dice.permille(conditions.duplication());
        if (lost) {
            world.trace.message(from, to, function, content, "lost");
            troubled.add(name);
            return;
        }
        long first = delay(dice, conditions);
        if (doubled || first > 2 * NetworkConditions.QUICK) {
            troubled.add(name);
        }
        world.in(first, arrive);
        if (doubled) {
            world.in(delay(dice, conditions), arrive);
        }
    }

    /** Mostly quick, sometimes as slow as can be, so that messages overtake each other. */
    private static long delay(Dice dice, NetworkConditions conditions) {
        long longest = dice.permille(100) ? 3 * conditions.maxDelay() : conditions.maxDelay();
        return 100 + dice.below(longest);
    }

    private <A> void deliver(Question<A> question) {
        SimulatedNode receiver = world.node(question.to);
        Life life = receiver.life;
        if (life == null) {
            world.trace.message(question.from(), question.to, question.function, question.request, "lost: down");
            return;
        }
        world.whenRunning(
                life,
                () -> life.enter(question.function, question.operation, answer -> {
                    if (ParkedReads.mustWait(question.request, answer.ok() == null ? answer : answer.ok())) {
                        life.parked.park(
                                (ReadLogRequest) question.request,
                                () -> life.enter(
                                        question.function, question.operation, later -> reply(question, life, later)));
                    } else {
                        reply(question, life, answer);
                    }
                }));
    }

    private <A> void reply(Question<A> question, Life by, WitResult<A, Refusal> answer) {
        Address from = question.to;
        Address to = question.from();
        world.trace.message(to, from, question.function, question.request, answer);
        A ok = answer.ok();
        if (ok != null) {
            world.invariants.answers(from, question.request, ok, by.node.disk.durable());
        }
        WitResult<A, Refusal> told = ok == null ? answer : new WitResult.Ok<>(world.lies.told(from, to, ok));
        carry(from, to, question.function + " answered", told, () -> hand(question, told, told));
    }

    /**
     * Gives an answer to the instance that asked, where it still is. An answer that is late or comes twice is given
     * too.
     */
    private <A> void hand(Question<A> question, WitResult<A, Refusal> answer, Object shown) {
        boolean first = !question.closed;
        question.closed = true;
        Life asker = question.asker;
        var answered = question.answered;
        world.whenRunning(asker, () -> {
            if (first) {
                question.ended.accept(answer);
            }
            if (answered != null && asker.generation() == question.generation) {
                world.trace.message(question.to, question.from(), question.function + " answered", shown, "");
                asker.enter(
                        question.function + "-answered",
                        exports -> {
                            answered.accept(exports, answer);
                            return true;
                        },
                        unused -> {});
            }
        });
    }
}

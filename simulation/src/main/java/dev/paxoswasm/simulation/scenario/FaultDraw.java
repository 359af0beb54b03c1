package dev.paxoswasm.simulation.scenario;

import dev.paxoswasm.simulation.scenario.Fault.DiskFailure;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Draws single faults for a cluster. */
final class FaultDraw {

    private static final long MILLI = 1_000;

    private final Dice dice;
    private final Shape shape;
    private final List<Address> nodes;
    private final List<Address> stores;

    FaultDraw(Dice dice, Shape shape) {
        this.dice = dice;
        this.shape = shape;
        nodes = shape.addresses();
        stores = nodes.stream().filter(node -> node.role() != Role.CLIENT).toList();
    }

    Fault fault(FaultKind kind, long at) {
        return switch (kind) {
            case CRASH ->
                new Fault.Crash(
                        at, dice.pick(nodes), dice.between(10, 1200) * MILLI, dice.pick(List.of(0L, 500L, 1000L)));
            case POWER -> new Fault.PowerFailure(at, dice.between(10, 300) * MILLI);
            case PAUSE -> new Fault.Pause(at, dice.pick(nodes), dice.between(50, 1500) * MILLI);
            case CLOCK ->
                new Fault.ClockJump(
                        at, dice.pick(nodes), dice.pick(List.of(-3_000L, -200L, 200L, 2_000L, 60_000L)) * MILLI);
            case DISK ->
                new Fault.BadDisk(
                        at,
                        dice.pick(stores),
                        dice.pick(List.of(DiskFailure.values())),
                        dice.between(100, 1000) * MILLI);
            case MEDDLING ->
                dice.permille(500)
                        ? new Fault.ReserveBallot(at, dice.pick(shape.addresses(Role.PROPOSER)))
                        : new Fault.Resolve(at, dice.pick(shape.addresses(Role.PROPOSER)), dice.below(6));
            case PARTITION, LOSS, DUPLICATION, DELAY ->
                new Fault.Partition(
                        at,
                        side(),
                        dice.pick(List.of(
                                Fault.Direction.BOTH,
                                Fault.Direction.BOTH,
                                Fault.Direction.INTO,
                                Fault.Direction.OUT_OF)),
                        dice.between(50, 1500) * MILLI);
        };
    }

    /** A proposer and a learner see nothing of an election, and the proposer, if it led, has no time to notice. */
    List<Fault> leftBehind(long at) {
        Address proposer = dice.pick(shape.addresses(Role.PROPOSER));
        long lasts = dice.between(300, 1500) * MILLI;
        return List.of(
                new Fault.Pause(at, proposer, lasts),
                new Fault.Partition(
                        at, Set.of(proposer, dice.pick(shape.addresses(Role.LEARNER))), Fault.Direction.BOTH, lasts));
    }

    /** One node, or any of them. */
    private Set<Address> side() {
        Set<Address> side = new TreeSet<>();
        side.add(dice.pick(nodes));
        if (dice.permille(500)) {
            nodes.stream().filter(node -> dice.permille(400)).forEach(side::add);
        }
        return side;
    }
}

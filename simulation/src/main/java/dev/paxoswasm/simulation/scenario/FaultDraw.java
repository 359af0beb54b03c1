package dev.paxoswasm.simulation.scenario;

import dev.paxoswasm.simulation.scenario.Fault.DiskFailure;
import java.util.ArrayList;
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
            case PARTITION, LOSS, DUPLICATION, DELAY, WIPE, ROLLBACK, OUTLIER ->
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

    /**
     * One acceptor alone has the votes of a leader; then the others choose without both; then another leader is elected
     * by this acceptor and as few others as possible, and must not take the older values.
     */
    List<Fault> rivals(long at) {
        Address leader = dice.pick(shape.addresses(Role.PROPOSER));
        List<Address> others = new ArrayList<>(shape.addresses(Role.ACCEPTOR));
        Address behind = others.remove((int) dice.below(others.size()));
        long alone = dice.between(100, 300) * MILLI;
        long without = dice.between(900, 1800) * MILLI;
        List<Fault> faults = new ArrayList<>();
        faults.add(new Fault.Split(at, Set.of(leader), Set.copyOf(others), alone));
        faults.add(new Fault.Partition(at + alone, Set.of(leader, behind), Fault.Direction.BOTH, without));
        long end = at + alone + without - 5 * MILLI;
        for (Address proposer : shape.addresses(Role.PROPOSER)) {
            if (!proposer.equals(leader)) {
                faults.add(new Fault.Crash(end, proposer, 2500 * MILLI, 1000));
            }
        }
        for (int crashed = 0; crashed < shape.acceptors() - shape.phase1(); crashed++) {
            Address acceptor = others.remove((int) dice.below(others.size()));
            faults.add(new Fault.Crash(end, acceptor, 2500 * MILLI, 1000));
        }
        return faults;
    }

    /** An acceptor loses its disk: at any time, or when it is relied on most. */
    List<Fault> wipe(long at) {
        Address acceptor = dice.pick(shape.addresses(Role.ACCEPTOR));
        return switch ((int) dice.below(5)) {
            case 0 -> List.of(new Fault.Wipe(at, acceptor, down()));
            case 1 -> wipedTwice(at, acceptor);
            case 2 -> countedOn(at, acceptor);
            default -> promisedToOneAlone(at, acceptor);
        };
    }

    /** A proposer loses its disk: at any time, or when most hangs on its rounds. */
    List<Fault> roundsLost(long at) {
        Address proposer = dice.pick(shape.addresses(Role.PROPOSER));
        List<Fault> faults = new ArrayList<>();
        long lost = at + dice.between(1, 50) * MILLI;
        switch ((int) dice.below(4)) {
            case 0 -> {}
            case 1 -> faults.add(new Fault.ReserveBallot(at, proposer));
            // The others are away, so that it campaigns.
            case 2 -> {
                for (Address other : shape.addresses(Role.PROPOSER)) {
                    if (!other.equals(proposer)) {
                        faults.add(new Fault.Crash(at, other, dice.between(300, 900) * MILLI, 1000));
                    }
                }
                lost = at + dice.between(100, 900) * MILLI;
            }
            // An acceptor recovers, and has to ask it.
            default -> faults.add(new Fault.Wipe(at, dice.pick(shape.addresses(Role.ACCEPTOR)), down()));
        }
        faults.add(new Fault.Wipe(lost, proposer, down()));
        return faults;
    }

    private long down() {
        return dice.pick(List.of(10L, 50L, 500L)) * MILLI;
    }

    /** Again while it recovers, or another one that it copies from. */
    private List<Fault> wipedTwice(long at, Address acceptor) {
        Address second = dice.permille(500) ? acceptor : dice.pick(shape.addresses(Role.ACCEPTOR));
        long later = at + dice.between(50, 600) * MILLI;
        return List.of(
                new Fault.Wipe(at, acceptor, down()),
                dice.permille(700)
                        ? new Fault.Wipe(later, second, down())
                        : new Fault.Crash(later, second, down(), dice.pick(List.of(0L, 500L, 1000L))));
    }

    /**
     * A leader has the vote of the acceptor, and lacks one more to have its values chosen: the others hear it only when
     * the acceptor has forgotten.
     */
    private List<Fault> countedOn(long at, Address acceptor) {
        Address leader = dice.pick(shape.addresses(Role.PROPOSER));
        List<Address> others = new ArrayList<>(shape.addresses(Role.ACCEPTOR));
        others.remove(acceptor);
        while (others.size() > shape.acceptors() - shape.phase2() + 1) {
            others.remove((int) dice.below(others.size()));
        }
        long forgotten = dice.between(20, 200) * MILLI;
        return List.of(
                new Fault.Split(at, Set.of(leader), Set.copyOf(others), forgotten + dice.between(20, 250) * MILLI),
                new Fault.Wipe(at + forgotten, acceptor, 5 * MILLI));
    }

    /**
     * A proposer that leads unseen by the others has a promise at a round that nobody else knows of, and is gone then.
     */
    private List<Fault> promisedToOneAlone(long at, Address acceptor) {
        Address alone = dice.pick(shape.addresses(Role.PROPOSER));
        Set<Address> others = new TreeSet<>(shape.addresses(Role.PROPOSER));
        others.remove(alone);
        long leads = dice.between(600, 1500) * MILLI;
        long gone = dice.pick(List.of(60L, 400L, 1500L)) * MILLI;
        Set<Address> acceptors = new TreeSet<>(shape.addresses(Role.ACCEPTOR));
        List<Fault> faults = new ArrayList<>();
        if (!others.isEmpty()) {
            Set<Address> heard = new TreeSet<>(acceptors);
            heard.add(alone);
            faults.add(new Fault.Split(at, others, heard, leads));
        }
        faults.add(new Fault.Crash(at + leads, alone, gone, 1000));
        faults.add(new Fault.Wipe(at + leads, acceptor, 5 * MILLI));
        return faults;
    }

    /** An acceptor comes back with a copy; since it was made, each proposer had reason to ask for promises. */
    List<Fault> rollback(long at) {
        Address acceptor = dice.pick(shape.addresses(Role.ACCEPTOR));
        long copiedAt = at;
        List<Fault> faults = new ArrayList<>();
        long next = at;
        for (Address proposer : shape.addresses(Role.PROPOSER)) {
            next += dice.between(10, 100) * MILLI;
            long lasts = dice.between(500, 900) * MILLI;
            faults.add(new Fault.Crash(next, proposer, lasts, 1000));
            next += lasts;
        }
        faults.add(new Fault.Rollback(next, acceptor, copiedAt, down()));
        return faults;
    }

    /** Lies for a while, or to the end; an acceptor only where the others are a quorum for both phases. */
    Fault outlier(long trouble) {
        List<Address> liars = nodes.stream()
                .filter(node -> node.role() != Role.CLIENT)
                .filter(node ->
                        node.role() != Role.ACCEPTOR || Math.max(shape.phase1(), shape.phase2()) < shape.acceptors())
                .toList();
        boolean always = dice.permille(400);
        return new Fault.Outlier(
                always ? 0 : dice.below(trouble),
                dice.pick(liars),
                always ? Long.MAX_VALUE : dice.between(200, 3000) * MILLI);
    }

    /** All proposers start again, and are told anew what they may have forgotten. */
    List<Fault> restarts(long at) {
        return shape.addresses(Role.PROPOSER).stream()
                .<Fault>map(proposer -> new Fault.Crash(at + dice.below(100) * MILLI, proposer, down(), 1000))
                .toList();
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

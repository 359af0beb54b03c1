package dev.paxoswasm.simulation.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One run, down to its last bit, but for what components do in it.
 *
 * @param trouble how long things go wrong, in microseconds
 * @param flush the longest that a flush takes, in microseconds
 * @param drift how much faster or slower a clock may run, per mille
 * @param spared messages that nothing happens to
 */
public record Scenario(
        long seed,
        Shape shape,
        NetworkConditions network,
        long flush,
        long drift,
        long trouble,
        List<Fault> faults,
        List<Usage> usages,
        Spared spared) {

    private static final long SECOND = 1_000_000;
    private static final int LEFT_BEHIND_PERMILLE = 400;
    private static final int READS_AFTER_A_CUT = 4;
    /** In such a run no disk is lost: a node that lies is already one that the others do without. */
    private static final int OUTLIER_PERMILLE = 150;

    private static final int RIVALS_PERMILLE = 500;
    private static final int LOST_DISKS_PERMILLE = 800;
    private static final int ROLLBACK_PERMILLE = 400;
    private static final int LOST_ROUNDS_PERMILLE = 400;

    public Scenario {
        faults = List.copyOf(faults);
        usages = List.copyOf(usages);
    }

    /** The scenario of a seed, with only these kinds of faults. */
    public static Scenario of(long seed, Set<FaultKind> kinds) {
        Dice dice = Dice.of(seed);
        Shape shape = Shape.draw(dice);
        long trouble = dice.between(3, 8) * SECOND;
        NetworkConditions network = new NetworkConditions(
                kinds.contains(FaultKind.LOSS) ? dice.pick(List.of(0L, 20L, 100L, 300L)) : 0,
                kinds.contains(FaultKind.DUPLICATION) ? dice.pick(List.of(0L, 50L, 200L)) : 0,
                kinds.contains(FaultKind.DELAY) ? dice.pick(List.of(2_000L, 20_000L, 100_000L)) : 1_000);
        List<Fault> faults = new ArrayList<>(faults(Dice.of(seed, 1), shape, trouble, kinds));
        Dice rivals = Dice.of(seed, 4);
        if (kinds.containsAll(Set.of(FaultKind.PARTITION, FaultKind.CRASH)) && rivals.permille(RIVALS_PERMILLE)) {
            faults.addAll(new FaultDraw(rivals, shape).rivals(SECOND / 2 + rivals.below(SECOND)));
            faults.removeIf(fault -> fault.at() >= trouble);
        } else if (kinds.containsAll(Set.of(FaultKind.PARTITION, FaultKind.PAUSE))) {
            Dice behind = Dice.of(seed, 5);
            for (long at = SECOND + behind.below(2 * SECOND); at < trouble; at += 2 * SECOND) {
                faults.addAll(new FaultDraw(behind, shape).leftBehind(at));
            }
        }
        Dice rare = Dice.of(seed, 3);
        if (kinds.contains(FaultKind.OUTLIER) && rare.permille(OUTLIER_PERMILLE)) {
            FaultDraw draw = new FaultDraw(rare, shape);
            faults.add(draw.outlier(trouble));
            for (long at = SECOND + rare.below(SECOND); at < trouble; at += SECOND + rare.below(SECOND)) {
                faults.addAll(draw.restarts(at));
            }
            faults.removeIf(fault -> fault.at() >= trouble);
        } else {
            faults.addAll(lostDisks(rare, shape, trouble, kinds));
            if (kinds.contains(FaultKind.WIPE)) {
                faults.addAll(lostRounds(Dice.of(seed, 6), shape, trouble));
            }
        }
        boolean disks = kinds.contains(FaultKind.DISK);
        return new Scenario(
                seed,
                shape,
                network,
                disks ? dice.pick(List.of(500L, 5_000L, 40_000L)) : 500,
                kinds.contains(FaultKind.CLOCK) ? dice.pick(List.of(0L, 10L, 200L)) : 0,
                trouble,
                faults,
                usages(Dice.of(seed, 2), shape, trouble, faults),
                Spared.NONE);
    }

    private static List<Fault> faults(Dice dice, Shape shape, long trouble, Set<FaultKind> kinds) {
        List<FaultKind> scheduled = new ArrayList<>(EnumSet.range(FaultKind.PARTITION, FaultKind.MEDDLING));
        scheduled.retainAll(kinds);
        if (scheduled.isEmpty()) {
            return List.of();
        }
        // Crashes and cuts are what protocols are made for.
        for (FaultKind often : List.of(FaultKind.CRASH, FaultKind.CRASH, FaultKind.PARTITION)) {
            if (scheduled.contains(often)) {
                scheduled.add(often);
            }
        }
        FaultDraw draw = new FaultDraw(dice, shape);
        long pause = dice.pick(List.of(150_000L, 500_000L, 1_500_000L));
        List<Fault> faults = new ArrayList<>();
        for (long at = dice.below(pause); at < trouble; at += 1 + dice.below(pause)) {
            FaultKind kind = dice.pick(scheduled);
            if (kind == FaultKind.PARTITION && kinds.contains(FaultKind.PAUSE) && dice.permille(LEFT_BEHIND_PERMILLE)) {
                faults.addAll(draw.leftBehind(at));
            } else {
                faults.add(draw.fault(kind, at));
            }
        }
        return faults;
    }

    /**
     * Disks that are lost, with dice of their own: where none is, a run is what it was before there were such faults.
     */
    private static List<Fault> lostDisks(Dice dice, Shape shape, long trouble, Set<FaultKind> kinds) {
        List<Fault> faults = new ArrayList<>();
        if (!shape.canRecover() || !dice.permille(LOST_DISKS_PERMILLE)) {
            return faults;
        }
        FaultDraw draw = new FaultDraw(dice, shape);
        for (long at = SECOND + dice.below(SECOND); at < trouble; at += SECOND / 4 + dice.below(SECOND)) {
            boolean copies = kinds.contains(FaultKind.ROLLBACK) && dice.permille(ROLLBACK_PERMILLE);
            if (copies) {
                faults.addAll(draw.rollback(at));
            } else if (kinds.contains(FaultKind.WIPE)) {
                faults.addAll(draw.wipe(at));
            }
        }
        faults.removeIf(fault -> fault.at() >= trouble);
        return faults;
    }

    /** Disks of proposers that are lost, with dice of their own again. */
    private static List<Fault> lostRounds(Dice dice, Shape shape, long trouble) {
        List<Fault> faults = new ArrayList<>();
        if (dice.permille(LOST_ROUNDS_PERMILLE)) {
            FaultDraw draw = new FaultDraw(dice, shape);
            for (long at = SECOND + dice.below(SECOND); at < trouble; at += SECOND / 2 + dice.below(2 * SECOND)) {
                faults.addAll(draw.roundsLost(at));
            }
            faults.removeIf(fault -> fault.at() >= trouble);
        }
        return faults;
    }

    private static List<Usage> usages(Dice dice, Shape shape, long trouble, List<Fault> faults) {
        List<Usage> usages = new ArrayList<>();
        long pause = dice.pick(List.of(30_000L, 100_000L, 300_000L));
        for (long at = 1 + dice.below(pause); at < trouble; at += 1 + dice.below(pause)) {
            long patience = dice.pick(List.of(300_000L, 2 * SECOND, 20 * SECOND));
            if (dice.permille(250)) {
                usages.add(read(dice, shape, at, patience));
            } else {
                usages.add(new Usage.Append(
                        at,
                        dice.pick(shape.addresses(Role.CLIENT)),
                        (int) dice.between(1, 4),
                        (int) dice.between(8, 24),
                        patience));
            }
        }
        // Nodes that were cut off know least of the others when they are back.
        for (Fault fault : faults) {
            if (fault instanceof Fault.Partition cut && cut.at() + cut.lasts() < trouble) {
                for (int reads = 0; reads < READS_AFTER_A_CUT; reads++) {
                    usages.add(read(dice, shape, cut.at() + cut.lasts() + dice.below(30_000), SECOND));
                }
                for (Address learner : cut.side()) {
                    if (learner.role() == Role.LEARNER) {
                        for (int reads = 0; reads < READS_AFTER_A_CUT; reads++) {
                            long at = cut.at() + cut.lasts() + dice.below(30_000);
                            usages.add(new Usage.Read(at, dice.pick(shape.addresses(Role.CLIENT)), learner, SECOND));
                        }
                    }
                }
            }
        }
        return usages;
    }

    private static Usage.Read read(Dice dice, Shape shape, long at, long patience) {
        return new Usage.Read(
                at, dice.pick(shape.addresses(Role.CLIENT)), dice.pick(shape.addresses(Role.LEARNER)), patience);
    }

    public Scenario withFaults(List<Fault> fewer) {
        return new Scenario(seed, shape, network, flush, drift, trouble, fewer, usages, spared);
    }

    public Scenario withUsages(List<Usage> fewer) {
        return new Scenario(seed, shape, network, flush, drift, trouble, faults, fewer, spared);
    }

    public Scenario withSpared(Spared more) {
        return new Scenario(seed, shape, network, flush, drift, trouble, faults, usages, more);
    }

    /** In a smaller cluster, without what cannot happen there. */
    public Scenario withShape(Shape smaller) {
        return new Scenario(
                seed,
                smaller,
                network,
                flush,
                drift,
                trouble,
                faults.stream().filter(fault -> fault.fits(smaller)).toList(),
                usages.stream().filter(usage -> usage.fits(smaller)).toList(),
                spared);
    }

    /** With clocks that agree and disks that flush quickly. */
    public Scenario withSteadyClocks() {
        return new Scenario(seed, shape, network, flush, 0, trouble, faults, usages, spared);
    }

    public Scenario withQuickDisks() {
        return new Scenario(seed, shape, network, 500, drift, trouble, faults, usages, spared);
    }

    /** Ends the trouble earlier. */
    public Scenario withTrouble(long shorter) {
        return new Scenario(
                seed,
                shape,
                network,
                flush,
                drift,
                shorter,
                faults.stream().filter(fault -> fault.at() < shorter).toList(),
                usages.stream().filter(usage -> usage.at() < shorter).toList(),
                spared);
    }
}

package dev.paxoswasm.simulation.scenario;

import java.util.Set;
import java.util.TreeSet;

/** One thing that goes wrong, at a time of the scenario. Times are in microseconds. */
public sealed interface Fault {

    long at();

    /** Whether this can happen in a cluster of such nodes. */
    default boolean fits(Shape shape) {
        return switch (this) {
            case Crash it -> shape.has(it.node());
            case Pause it -> shape.has(it.node());
            case ClockJump it -> shape.has(it.node());
            case BadDisk it -> shape.has(it.node());
            case ReserveBallot it -> shape.has(it.proposer());
            case Resolve it -> shape.has(it.proposer());
            case Partition it -> it.side().stream().anyMatch(shape::has);
            case PowerFailure it -> true;
        };
    }

    /** @param kept per mille of the batches written and not flushed that survive; they are the first of them */
    record Crash(long at, Address node, long down, long kept) implements Fault {}

    /** All nodes crash; what they keep is drawn for each. */
    record PowerFailure(long at, long down) implements Fault {}

    /** Which messages between the two sides are lost. */
    enum Direction {
        BOTH,
        INTO,
        OUT_OF
    }

    record Partition(long at, Set<Address> side, Direction direction, long lasts) implements Fault {
        public Partition {
            side = new TreeSet<>(side);
        }

        /** Whether a message that is sent now is lost. */
        public boolean cuts(Address from, Address to, long now) {
            if (now < at || now >= at + lasts || side.contains(from) == side.contains(to)) {
                return false;
            }
            return switch (direction) {
                case BOTH -> true;
                case INTO -> side.contains(to);
                case OUT_OF -> side.contains(from);
            };
        }
    }

    record Pause(long at, Address node, long lasts) implements Fault {}

    record ClockJump(long at, Address node, long micros) implements Fault {}

    /** The kinds of failing disk. */
    enum DiskFailure {
        WRITE_ERROR,
        FULL,
        FLUSH_ERROR
    }

    /** @param repaired how long until the disk is in order and the node is started again */
    record BadDisk(long at, Address node, DiskFailure failure, long repaired) implements Fault {}

    record ReserveBallot(long at, Address proposer) implements Fault {}

    record Resolve(long at, Address proposer, long slotsBack) implements Fault {}
}

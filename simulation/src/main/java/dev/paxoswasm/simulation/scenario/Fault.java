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
            case Wipe it -> shape.has(it.node());
            case Rollback it -> shape.has(it.acceptor());
            case Outlier it -> shape.has(it.node());
            case Split it ->
                it.one().stream().anyMatch(shape::has) && it.other().stream().anyMatch(shape::has);
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

    /** Messages between the one and the others are lost; both still reach everyone else. */
    record Split(long at, Set<Address> one, Set<Address> other, long lasts) implements Fault {
        public Split {
            one = new TreeSet<>(one);
            other = new TreeSet<>(other);
        }

        /** Whether a message that is sent now is lost. */
        public boolean cuts(Address from, Address to, long now) {
            return now >= at
                    && now < at + lasts
                    && (one.contains(from) && other.contains(to) || other.contains(from) && one.contains(to));
        }
    }

    /**
     * An acceptor or a proposer crashes and comes back with an empty disk, unless too few would be left that remember.
     */
    record Wipe(long at, Address node, long down) implements Fault {}

    /**
     * An acceptor crashes and comes back with a copy of its disk: at the first moment from {@code at} on when enough
     * others remember what they said, and every proposer has on disk that this one said more than the copy holds.
     */
    record Rollback(long at, Address acceptor, long copiedAt, long down) implements Fault {}

    /**
     * @param lasts how long the node's messages and answers carry numbers that cannot be; also when other faults are
     * over
     */
    record Outlier(long at, Address node, long lasts) implements Fault {

        public boolean lies(long now) {
            return now >= at && now - at < lasts;
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

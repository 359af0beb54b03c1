package dev.paxoswasm.proposer;

import dev.paxoswasm.contract.types.Ballot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;

/**
 * Counts elections by what a proposer says and hears, as it happens: its status, which is looked at once in a while,
 * would show only some of them.
 */
final class LeadershipMeters {

    private static final Comparator<Ballot> ORDER =
            Comparator.comparingLong(Ballot::round).thenComparingLong(Ballot::proposer);
    private static final Ballot NONE = new Ballot(0, 0);

    private final Ballots campaigns;
    private final Ballots preemptions;
    private final Ballots leaderChanges;

    LeadershipMeters(MeterRegistry meters) {
        campaigns = new Ballots(meters, "campaigns", "Ballots at which this proposer asked for promises");
        preemptions = new Ballots(meters, "preemptions", "Ballots of this proposer that a higher one has ended");
        leaderChanges =
                new Ballots(meters, "leader.changes", "Ballots at which a leader was heard, or this proposer led");
    }

    /** Counts ballots, each once: one that is no higher than those before is an old one. */
    private static final class Ballots {

        private final Counter counter;
        private volatile Ballot highest = NONE;

        Ballots(MeterRegistry meters, String what, String description) {
            counter = Counter.builder("paxos.proposer." + what)
                    .description(description)
                    .register(meters);
        }

        void count(Ballot ballot) {
            // Nearly all are old ones, as each message says its ballot: those take no lock.
            if (isHigher(ballot)) {
                synchronized (this) {
                    if (isHigher(ballot)) {
                        highest = ballot;
                        counter.increment();
                    }
                }
            }
        }

        private boolean isHigher(Ballot ballot) {
            return ORDER.compare(ballot, highest) > 0;
        }
    }

    /** This proposer asks for promises at a ballot. */
    void campaigns(Ballot ballot) {
        campaigns.count(ballot);
    }

    /** A higher ballot than this one of this proposer is known. */
    void preempted(Ballot ballot) {
        preemptions.count(ballot);
    }

    /** A proposer, this or another, leads at a ballot. */
    void leads(Ballot ballot) {
        leaderChanges.count(ballot);
    }
}

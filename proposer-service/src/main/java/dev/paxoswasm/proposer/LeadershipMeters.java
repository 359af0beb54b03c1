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

    private final Counter campaigns;
    private final Counter preemptions;
    private final Counter leaderChanges;
    private volatile Ballot campaigned = NONE;
    private volatile Ballot preempted = NONE;
    private volatile Ballot led = NONE;

    LeadershipMeters(MeterRegistry meters) {
        campaigns = counter(meters, "campaigns", "Ballots at which this proposer asked for promises");
        preemptions = counter(meters, "preemptions", "Ballots of this proposer that a higher one has ended");
        leaderChanges = counter(meters, "leader.changes", "Ballots at which a leader was heard, or this proposer led");
    }

    private static Counter counter(MeterRegistry meters, String what, String description) {
        return Counter.builder("paxos.proposer." + what)
                .description(description)
                .register(meters);
    }

    /** This proposer asks for promises at a ballot. */
    void campaigns(Ballot ballot) {
        if (ORDER.compare(ballot, campaigned) > 0) {
            synchronized (this) {
                if (ORDER.compare(ballot, campaigned) > 0) {
                    campaigned = ballot;
                    campaigns.increment();
                }
            }
        }
    }

    /** A higher ballot than this one of this proposer is known. */
    void preempted(Ballot ballot) {
        if (ORDER.compare(ballot, preempted) > 0) {
            synchronized (this) {
                if (ORDER.compare(ballot, preempted) > 0) {
                    preempted = ballot;
                    preemptions.increment();
                }
            }
        }
    }

    /** A proposer, this or another, leads at a ballot. */
    void leads(Ballot ballot) {
        if (ORDER.compare(ballot, led) > 0) {
            synchronized (this) {
                if (ORDER.compare(ballot, led) > 0) {
                    led = ballot;
                    leaderChanges.increment();
                }
            }
        }
    }
}

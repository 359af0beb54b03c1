package dev.paxoswasm.host;

import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.Ballot;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How much of the log a read must see to be linearizable: found by questions that were all asked after the read began,
 * and without writing to the log (as the read index of Raft; Ongaro, Consensus: Bridging Theory and Practice, 6.4).
 *
 * <p>A proposer that leads at some ballot has proposed in all slots below its next one, and what was chosen at lower
 * ballots stands there. At a higher ballot nothing was chosen before the read began, where a phase-2 quorum of
 * acceptors has promised none: it shares an acceptor with each phase-1 quorum. The leader goes on until its slots are
 * chosen, so whoever waits for them waits for something; what a lone acceptor accepted may never be.
 *
 * <p>Used by one thread at a time.
 */
public final class Watermark {

    private static final Comparator<Ballot> ORDER =
            Comparator.comparingLong(Ballot::round).thenComparingLong(Ballot::proposer);
    private static final Ballot BELOW_ALL = new Ballot(0, 0);

    private final int phase2Quorum;
    private final Map<Ballot, Long> ledThrough = new HashMap<>();
    private final Map<Long, Ballot> promised = new HashMap<>();

    /** @param phase2Quorum how many acceptances make a value chosen */
    public Watermark(int phase2Quorum) {
        this.phase2Quorum = phase2Quorum;
    }

    public void proposerAnswered(ProposerStatus status) {
        if (status.leadership() == Leadership.LEADER) {
            status.ballot().ifPresent(ballot -> ledThrough.merge(ballot, status.nextSlot() - 1, Math::min));
        }
    }

    /** One that does not vote may have forgotten what it promised, so it confirms nothing. */
    public void acceptorAnswered(long acceptor, AcceptorStatus status) {
        if (status.standing() != Standing.VOTING) {
            return;
        }
        promised.merge(
                acceptor,
                status.promised().orElse(BELOW_ALL),
                (one, other) -> ORDER.compare(one, other) < 0 ? other : one);
    }

    /** The slot up to which a read must see the log, once that is known. */
    public OptionalLong slot() {
        return ledThrough.entrySet().stream()
                .filter(led -> confirming(led.getKey()) >= phase2Quorum)
                .mapToLong(Map.Entry::getValue)
                .min();
    }

    private long confirming(Ballot ballot) {
        return promised.values().stream()
                .filter(it -> ORDER.compare(it, ballot) <= 0)
                .count();
    }

    /** Why it is not known, in words. */
    public String missing() {
        return ledThrough.keySet().stream()
                .max(ORDER)
                .map(ballot -> "that proposer " + ballot.proposer() + " leads is confirmed by " + confirming(ballot)
                        + " acceptors of the " + phase2Quorum + " that must")
                .orElse("no proposer has said that it leads");
    }
}

package dev.paxoswasm.role.cluster;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import org.jspecify.annotations.Nullable;

/**
 * How many acceptors must answer. Any phase-1 quorum and any phase-2 quorum share an acceptor (Howard, Malkhi,
 * Spiegelman: Flexible Paxos, 2016); two quorums of one phase need not.
 *
 * @param phase1 promises before a proposer leads
 * @param phase2 acceptances before a value is chosen
 */
public record Quorums(int phase1, int phase2) {

    /** Where one size is left out it is the smallest that meets the other; where both are, majorities. */
    static Quorums of(int acceptors, PaxosProperties.Quorum configured) {
        int majority = acceptors / 2 + 1;
        Integer one = inRange("paxos.quorum.phase1", configured.phase1(), acceptors);
        Integer two = inRange("paxos.quorum.phase2", configured.phase2(), acceptors);
        int phase1 = one != null ? one : two != null ? acceptors + 1 - two : majority;
        int phase2 = two != null ? two : one != null ? acceptors + 1 - one : majority;
        if (phase1 + phase2 <= acceptors) {
            throw new ConfigurationException(
                    "paxos.quorum",
                    "phase1 " + phase1 + " + phase2 " + phase2 + " is not more than the " + acceptors
                            + " acceptors, so a new leader's quorum might miss every acceptor that voted for a chosen value",
                    "raise one of them until phase1 + phase2 > " + acceptors + ", or leave both out for majorities of "
                            + majority);
        }
        return new Quorums(phase1, phase2);
    }

    private static @Nullable Integer inRange(String key, @Nullable Integer size, int acceptors) {
        if (size != null && (size < 1 || size > acceptors)) {
            throw new ConfigurationException(
                    key,
                    "a quorum of " + size + " among " + acceptors + " acceptors",
                    "a quorum has from 1 to " + acceptors + " of them");
        }
        return size;
    }
}

package dev.paxoswasm.simulation.invariant;

import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.host.storage.OrderedStore;
import dev.paxoswasm.simulation.scenario.Address;
import java.util.List;

/** All that must hold at every step of a run. */
public final class Invariants {

    private final List<Invariant> all;

    public Invariants(Ghost ghost) {
        // The first counts for the others.
        all = List.of(
                new Agreement(ghost),
                new Validity(ghost),
                new OneProposerABallot(),
                new NoBallotTwice(ghost),
                new QuorumBeforeProposing(ghost),
                new PromisesKept(),
                new PromisesTellAll(),
                new ForgottenDoNotVote(),
                new RecoveredHoldChosen(ghost),
                new RejectionsJustified(),
                new AcknowledgedIsDurable(),
                new LogsArePrefixes(),
                new ClaimedIsChosen(ghost));
    }

    public void starts(Address node, OrderedStore disk) {
        for (Invariant invariant : all) {
            invariant.starts(node, disk);
        }
    }

    public void forgets(Address acceptor) {
        for (Invariant invariant : all) {
            invariant.forgets(acceptor);
        }
    }

    public void forgetsRounds(Address proposer) {
        for (Invariant invariant : all) {
            invariant.forgetsRounds(proposer);
        }
    }

    public void stores(Address by, List<Stored> stored) {
        for (Stored each : stored) {
            for (Invariant invariant : all) {
                invariant.stores(by, each);
            }
        }
    }

    public void areDurable(Address by, List<Stored> stored) {
        for (Stored each : stored) {
            for (Invariant invariant : all) {
                invariant.isDurable(by, each);
            }
        }
    }

    public void sends(Address from, int life, Object request, OrderedStore durable) {
        for (Invariant invariant : all) {
            invariant.sends(from, life, request, durable);
        }
    }

    public void answers(Address by, Object request, Object answer, OrderedStore durable) {
        for (Invariant invariant : all) {
            invariant.answers(by, request, answer, durable);
        }
    }

    public void reports(Address client, ChosenId chosen) {
        for (Invariant invariant : all) {
            invariant.reports(client, chosen);
        }
    }
}

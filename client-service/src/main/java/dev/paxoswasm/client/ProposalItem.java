package dev.paxoswasm.client;

import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.host.ComponentFailedException;
import dev.paxoswasm.host.OutOfServiceException;
import dev.paxoswasm.role.web.Problem;
import dev.paxoswasm.role.web.ProblemException;
import dev.paxoswasm.role.web.ProblemType;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/** A value of a batch: under way, or refused before it was proposed. */
sealed interface ProposalItem {

    /** Whether its outcome can be had without waiting. */
    boolean isSettled();

    /** Waits as long as the value has time. */
    ProposalOutcome outcome(long index, Proposals proposals);

    record UnderWay(Proposal proposal) implements ProposalItem {

        @Override
        public boolean isSettled() {
            return proposal.chosen().isDone();
        }

        @Override
        public ProposalOutcome outcome(long index, Proposals proposals) {
            try {
                return ProposalOutcome.chosen(index, proposals.await(proposal));
            } catch (RuntimeException e) {
                return ProposalOutcome.refused(index, problem(e));
            }
        }
    }

    record Refused(Problem problem) implements ProposalItem {

        @Override
        public boolean isSettled() {
            return true;
        }

        @Override
        public ProposalOutcome outcome(long index, Proposals proposals) {
            return ProposalOutcome.refused(index, problem);
        }
    }

    /**
     * Proposes a value as soon as there is room; whatever is wrong with it is its own outcome and no other's.
     *
     * @param since what {@link System#nanoTime()} was when its time began
     */
    static ProposalItem of(Supplier<ProposalBody> body, Duration patience, long since, Proposals proposals)
            throws InterruptedException {
        try {
            byte[] value = proposals.reading(() -> body.get().text().bytes());
            return new UnderWay(proposals.put(new Proposal(value, patience, since)));
        } catch (ProblemException | JacksonException | RefusalException e) {
            return new Refused(problem(e));
        }
    }

    private static Problem problem(RuntimeException failure) {
        return switch (failure) {
            case ProblemException problem -> problem.problem();
            case RefusalException refused -> Problem.of(refused.refusal());
            case JacksonException unreadable -> Problem.of(unreadable);
            case ComponentFailedException failed ->
                new Problem(ProblemType.COMPONENT_FAILED, "the component did not run to the end of the call");
            case OutOfServiceException out -> new Problem(ProblemType.UNAVAILABLE, "the node cannot serve at present");
            case CancellationException cancelled ->
                new Problem(ProblemType.UNAVAILABLE, "nobody waits for the value any more");
            default -> throw failure;
        };
    }
}

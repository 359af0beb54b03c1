package dev.paxoswasm.client;

import dev.paxoswasm.client.ProposalMeters.Outcome;
import dev.paxoswasm.contract.client.SubmitReceipt;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.trace.Trace;
import dev.paxoswasm.role.trace.Tracing;
import dev.paxoswasm.role.transport.Deadlines;
import dev.paxoswasm.role.transport.Lane;
import dev.paxoswasm.role.transport.LaneBounds;
import dev.paxoswasm.role.web.ProblemType;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets values chosen. What comes while a batch is under way waits and goes together in the next one. So the batches
 * grow with the load, and the messages between nodes do not. A batch that is full already goes beside those under way,
 * and one that takes long no longer holds up the next.
 */
final class Proposals {

    private static final Logger LOG = LoggerFactory.getLogger(Proposals.class);
    private static final long RETRY_MILLIS = 1_000;

    private final long client;
    private final long maxValueBytes;
    private final long holdUpNanos;
    private final ComponentHost<ClientExports> host;
    private final SubmissionGate gate;
    private final PendingProposals pending;
    private final Deadlines deadlines;
    private final @Nullable Tracing tracing;
    private final Lane<Proposal> submissions;
    private final ProposalMeters ended;

    Proposals(
            long client,
            PaxosProperties properties,
            LaneBounds bounds,
            ComponentHost<ClientExports> host,
            SubmissionGate gate,
            PendingProposals pending,
            Deadlines deadlines,
            MeterRegistry meters,
            @Nullable Tracing tracing) {
        this.client = client;
        this.host = host;
        this.gate = gate;
        this.pending = pending;
        this.deadlines = deadlines;
        this.tracing = tracing;
        maxValueBytes = properties.bounds().maxValueSize().toBytes();
        holdUpNanos = properties.transport().batchHoldUp().toNanos();
        submissions = new Lane<>(
                "submit",
                bounds.batches(),
                bounds.gathering(),
                proposal -> proposal.payload().length,
                this::submit,
                meters);
        pending.beforeAnswers(submissions::answering);
        ended = new ProposalMeters(meters);
    }

    /** Reads what is to be proposed; where that fails, a value was refused. */
    <T> T reading(Supplier<T> value) {
        try {
            return value.get();
        } catch (RuntimeException e) {
            throw refused(e);
        }
    }

    /**
     * Has a value proposed; {@link #await} says what became of it.
     *
     * @throws RefusalException overloaded, where too many values wait already
     */
    Proposal offer(byte[] value, Duration patience) {
        Proposal proposal = requireFitting(new Proposal(value, patience, System.nanoTime()));
        if (!submissions.offer(proposal)) {
            throw refused(new RefusalException(new Refusal.Overloaded(RETRY_MILLIS)));
        }
        return proposal;
    }

    /** As {@link #offer}, but waits for room as long as the value has time. */
    Proposal put(Proposal proposal) throws InterruptedException {
        if (!submissions.put(requireFitting(proposal), proposal.nanosLeft())) {
            throw refused(new RefusalException(new Refusal.Overloaded(RETRY_MILLIS)));
        }
        return proposal;
    }

    private Proposal requireFitting(Proposal proposal) {
        int length = proposal.payload().length;
        if (length > maxValueBytes) {
            throw refused(ProblemType.TOO_LARGE.because("the value has " + length + " bytes; the most is "
                    + maxValueBytes + " (paxos.bounds.max-value-size)"));
        }
        return proposal;
    }

    /**
     * Runs one of the two: once the value is chosen, after which {@link #await} answers at once; or once it is not
     * waited for any longer, after which {@link #await} says why, and may take its time.
     */
    void whenOver(Proposal proposal, Runnable chosen, Runnable failed) {
        deadlines.cancelAfter(proposal.chosen(), proposal.nanosLeft());
        proposal.chosen().whenComplete((place, failure) -> (failure == null ? chosen : failed).run());
    }

    /** Counts a value that was refused before it was under way. */
    private RuntimeException refused(RuntimeException why) {
        ended.ended(Outcome.of(why), 0);
        return why;
    }

    /** Returns once the value is chosen, and learned by a learner. */
    ChosenId await(Proposal proposal) {
        try {
            ChosenId place = awaitChosen(proposal);
            ended.ended(Outcome.CHOSEN, proposal.age());
            return place;
        } catch (RuntimeException e) {
            ended.ended(proposal.mayBeChosen() ? Outcome.UNKNOWN : Outcome.of(e), proposal.age());
            throw e;
        }
    }

    private ChosenId awaitChosen(Proposal proposal) {
        deadlines.cancelAfter(proposal.chosen(), proposal.nanosLeft());
        try {
            return proposal.chosen().get();
        } catch (CancellationException e) {
            return giveUp(proposal);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(proposal);
        }
    }

    /** Submits a batch, and returns when each of its values is chosen or given up, or when that takes too long. */
    private void submit(List<Proposal> all) {
        List<Proposal> proposals =
                all.stream().filter(proposal -> !proposal.chosen().isDone()).toList();
        if (proposals.isEmpty()) {
            return;
        }
        SubmitRequest request =
                new SubmitRequest(proposals.stream().map(Proposal::payload).toList());
        try {
            submit(request, proposals);
        } catch (RuntimeException e) {
            proposals.forEach(proposal -> proposal.chosen().completeExceptionally(e));
        }
        awaitEnd(proposals);
    }

    private void submit(SubmitRequest request, List<Proposal> proposals) {
        Runnable submission = () -> gate.through(() -> host.run("submit", component -> {
            SubmitReceipt receipt = component.client().submit(client, request);
            for (int i = 0; i < proposals.size(); i++) {
                pending.add(receipt.ids().get(i), proposals.get(i));
            }
        }));
        if (tracing == null) {
            submission.run();
        } else {
            List<@Nullable Trace> traces = new ArrayList<>();
            proposals.forEach(proposal -> traces.add(proposal.trace()));
            tracing.batch("submit", traces, submission);
        }
    }

    private void awaitEnd(List<Proposal> proposals) {
        CompletableFuture<?>[] ends = proposals.stream().map(Proposal::chosen).toArray(CompletableFuture<?>[]::new);
        CompletableFuture<Void> all = CompletableFuture.allOf(ends);
        deadlines.cancelAfter(all, holdUpNanos);
        try {
            all.get();
        } catch (ExecutionException | CancellationException e) {
            LOG.debug("Of {} values submitted together not all are chosen: {}", ends.length, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ChosenId giveUp(Proposal proposal) {
        String after = "within " + proposal.patience().toSeconds() + " s";
        boolean stillWaiting = proposal.chosen().cancel(false);
        if (!stillWaiting && !proposal.chosen().isCompletedExceptionally()) {
            return proposal.chosen().join();
        }
        CommandId id = proposal.id();
        if (id == null) {
            throw ProblemType.UNAVAILABLE.because(
                    "the value could not be submitted " + after + "; it will not be chosen");
        }
        pending.remove(id);
        try {
            host.run("give-up", component -> component.events().giveUp(List.of(id)));
        } catch (RuntimeException e) {
            LOG.debug("The component was not told that nobody waits for {}: {}", id, e.getMessage());
        }
        throw ProblemType.OUTCOME_UNKNOWN.because("the value was not chosen " + after
                + ", and whether it will be is unknown: look for it in the log before you propose it again");
    }
}

package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What tells a proposer's state apart: what it answers and sends when instances in that state are asked, through its
 * real interface, what shows each part of its memory. docs/exhaustive.md lists the parts and what shows them.
 *
 * @param terms how many campaigns it began; no memory of the proposer, but of the one who proposes to it
 * @param overdue what it sends again when a retry interval passes: promises missed, values not chosen and who has not
 *     voted for them, heartbeats
 * @param highestKnown the ballot that it would reserve: one above the highest round it knows
 * @param lowestHeartbeat what it does about a leader with the lowest ballot there is: the ballot that it holds against
 *     it
 * @param storedNext what it has stored after hearing that more is chosen: nothing new, if it stored progress lately
 * @param reports what it proposes after further promises that report each ballot, and whether it leads then or
 *     complains: the values reported before, and the ballots of these, also of the last slot that it knows to be chosen
 * @param reportedKnown the value reported for the last slot that it knows to be chosen: nothing it does shows the
 *     value, until another report differs at the same ballot
 * @param lies what it has heard since it started that cannot be: nothing shows at once whom it leaves out
 * @param resolution what it does when a learner asks for slot 1 again, now and when all slots are chosen
 */
record ProposerIdentity(
        int terms,
        ProposerRun.Storage storage,
        Leadership leadership,
        long chosenThrough,
        long nextSlot,
        long openSlots,
        ProposerOutputs overdue,
        ProposerRun.Storage storageThen,
        Ballot highestKnown,
        ProposerOutputs lowestHeartbeat,
        ProposerRun.Storage storedNext,
        List<Outcome> reports,
        Optional<AcceptedEntry> reportedKnown,
        List<ProposerInput> lies,
        List<Outcome> resolution) {

    /** What it did, and how it stands then. */
    record Outcome(ProposerOutputs outputs, Leadership leadership, boolean complains) {

        static Outcome of(ProposerRun run, ProposerOutputs outputs) {
            return new Outcome(outputs, run.status().leadership(), run.complaint() != null);
        }
    }

    /**
     * @param first an instance in the state, which is used up
     * @param inputs what led there
     * @param instances makes another one each time, on any thread
     */
    static ProposerIdentity of(
            ProposerRun first,
            List<ProposerInput> inputs,
            Supplier<ProposerRun> instances,
            int self,
            Scope scope,
            int terms) {
        ProposerStatus status = first.status();
        ProposerRun.Storage storage = first.storage();
        ProposerOutputs overdue = first.apply(new ProposerInput.Wait());
        ProposerRun.Storage storageThen = first.storage();
        Ballot highestKnown = first.reserveBallot();

        Ballot lowest = new Ballot(1, Scope.PROPOSERS + 1 - self);
        ProposerOutputs heartbeat = first.apply(new ProposerInput.Heartbeat(new HeartbeatRequest(lowest, 0)));

        Ballot highest = new Ballot(Integer.MAX_VALUE, lowest.proposer());
        first.apply(new ProposerInput.Heartbeat(new HeartbeatRequest(highest, scope.slots() + 1L)));
        first.apply(new ProposerInput.Wait());
        ProposerRun.Storage storedNext = first.storage();

        List<Function<ProposerRun, Outcome>> questions = new ArrayList<>();
        switch (status.leadership()) {
            case CANDIDATE, RECOVERING -> askForReports(scope, overdue, questions);
            case LEADER, FOLLOWER, ISOLATED -> {}
        }
        int reports = questions.size();
        if (status.leadership() != Leadership.FOLLOWER) {
            questions.add(it -> Outcome.of(it, it.apply(new ProposerInput.Resolve(1))));
            questions.add(it -> resolvedLater(it, self, scope, overdue));
        }
        List<Outcome> answers = questions.parallelStream()
                .map(question -> question.apply(instances.get()))
                .toList();
        return new ProposerIdentity(
                terms,
                storage,
                status.leadership(),
                status.chosenThrough(),
                status.nextSlot(),
                status.openSlots(),
                overdue,
                storageThen,
                highestKnown,
                heartbeat,
                storedNext,
                answers.subList(0, reports),
                status.leadership() == Leadership.CANDIDATE ? reportedKnown(inputs, status) : Optional.empty(),
                inputs.stream()
                        .filter(it -> it instanceof ProposerInput.Lie || it instanceof ProposerInput.Claim)
                        .toList(),
                answers.subList(reports, answers.size()));
    }

    private static Optional<AcceptedEntry> reportedKnown(List<ProposerInput> inputs, ProposerStatus status) {
        return inputs.stream()
                .filter(ProposerInput.Promised.class::isInstance)
                .map(it -> ((ProposerInput.Promised) it).promise())
                .filter(it -> status.ballot().filter(it.ballot()::equals).isPresent())
                .flatMap(it -> it.accepted().stream())
                .filter(it -> it.slot() == status.chosenThrough())
                .max(Comparator.comparing(AcceptedEntry::ballot, AcceptorMachine.ORDER));
    }

    private static void askForReports(
            Scope scope, ProposerOutputs overdue, List<Function<ProposerRun, Outcome>> questions) {
        for (ProposerOutputs.Sent asked : overdue.requests()) {
            if (!(asked.request() instanceof Request.Prepare prepare)
                    || asked.acceptors().size() == Scope.ACCEPTORS) {
                continue;
            }
            questions.add(it -> answer(it, prepare, asked.acceptors(), List.of()));
            for (long round = 1; round <= prepare.ballot().round(); round++) {
                for (int proposer = 1; proposer <= Scope.PROPOSERS; proposer++) {
                    Ballot reported = new Ballot(round, proposer);
                    if (AcceptorMachine.ORDER.compare(reported, prepare.ballot()) >= 0) {
                        continue;
                    }
                    for (long slot = prepare.request().firstSlot(); slot <= scope.slots(); slot++) {
                        List<AcceptedEntry> accepted = List.of(strange(slot, reported));
                        questions.add(it -> answer(it, prepare, asked.acceptors(), accepted));
                    }
                }
            }
        }
    }

    /** What it does when a learner asks again for a slot once all are chosen: nothing, if it did so lately. */
    private static Outcome resolvedLater(ProposerRun run, int self, Scope scope, ProposerOutputs overdue) {
        for (ProposerOutputs.Sent asked : overdue.requests()) {
            if (asked.request() instanceof Request.Prepare prepare) {
                answer(run, prepare, asked.acceptors(), List.of());
            }
        }
        for (long slot = run.status().nextSlot(); slot <= scope.slots(); slot++) {
            run.apply(new ProposerInput.Propose(Commands.command(self, Commands.OTHER_TERM, slot)));
        }
        Ballot ballot = run.status().ballot().orElseThrow();
        Request.Accept all = new Request.Accept(self, new AcceptRequest(ballot, 1, List.of()));
        for (int acceptor = 1; acceptor <= Scope.QUORUM; acceptor++) {
            run.apply(new ProposerInput.Accepted(acceptor, all, new Acceptance(ballot, 1, scope.slots())));
        }
        return Outcome.of(run, run.apply(new ProposerInput.Resolve(1)));
    }

    private static Outcome answer(
            ProposerRun run, Request.Prepare prepare, List<Long> acceptors, List<AcceptedEntry> accepted) {
        List<ProposerOutputs.Sent> requests = new ArrayList<>();
        for (long acceptor : acceptors) {
            Promise promise = new Promise(prepare.ballot(), accepted, false);
            requests.addAll(run.apply(new ProposerInput.Promised(Math.toIntExact(acceptor), prepare, promise))
                    .requests());
        }
        return Outcome.of(run, ProposerOutputs.of(ProposerOutputs.joined(requests)));
    }

    /** A value that no one proposed. */
    private static AcceptedEntry strange(long slot, Ballot ballot) {
        Entry entry = new Entry(ballot, new Content.Command(Commands.command(Scope.PROPOSERS + 1, 1, slot)));
        return new AcceptedEntry(slot, ballot, entry);
    }
}

package dev.paxoswasm.client;

import dev.paxoswasm.contract.clientoutbox.ClientOutbox;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.proposer.ProposeRequest;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.role.transport.Correspondence;
import dev.paxoswasm.role.transport.Weight;
import java.util.List;

/** The messages of a client, and what it has to tell to those who wait for their values. */
final class ClientMessages implements ClientOutbox {

    private static final long SMALL = 64;

    private final Correspondence<? extends Proposer, ClientExports> proposers;
    private final Correspondence<? extends Learner, ClientExports> learners;
    private final Outbox outbox;
    private final PendingProposals pending;

    ClientMessages(
            Correspondence<? extends Proposer, ClientExports> proposers,
            Correspondence<? extends Learner, ClientExports> learners,
            Outbox outbox,
            PendingProposals pending) {
        this.proposers = proposers;
        this.learners = learners;
        this.outbox = outbox;
        this.pending = pending;
    }

    @Override
    public void propose(long call, long proposer, ProposeRequest request) {
        proposers.ask(
                proposer,
                Weight.ofCommands(request.commands()),
                to -> to.propose(proposer, request),
                "propose-answered",
                (component, answer) -> component.events().proposeAnswered(call, proposer, answer));
    }

    @Override
    public void readIds(long call, long learner, ReadLogRequest request) {
        learners.ask(
                learner,
                SMALL,
                to -> to.readIds(learner, request),
                "ids-read",
                (component, answer) -> component.events().idsRead(call, learner, answer));
    }

    @Override
    public void reportChosen(List<ChosenId> chosen) {
        outbox.add(() -> pending.chosen(chosen));
    }
}

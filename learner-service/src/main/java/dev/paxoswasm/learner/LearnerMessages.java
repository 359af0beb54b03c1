package dev.paxoswasm.learner;

import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.learneroutbox.LearnerOutbox;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ResolveRequest;
import dev.paxoswasm.role.transport.Correspondence;

/** The messages of a learner that fills its gaps. */
final class LearnerMessages implements LearnerOutbox {

    private static final long SMALL = 64;

    private final Correspondence<? extends Acceptor, LearnerExports> acceptors;
    private final Correspondence<? extends Learner, LearnerExports> learners;
    private final Correspondence<? extends Proposer, LearnerExports> proposers;

    LearnerMessages(
            Correspondence<? extends Acceptor, LearnerExports> acceptors,
            Correspondence<? extends Learner, LearnerExports> learners,
            Correspondence<? extends Proposer, LearnerExports> proposers) {
        this.acceptors = acceptors;
        this.learners = learners;
        this.proposers = proposers;
    }

    @Override
    public void readAccepted(long call, long acceptor, ReadAcceptedRequest request) {
        acceptors.ask(
                acceptor,
                SMALL,
                to -> to.readAccepted(acceptor, request),
                "accepted-read",
                (component, answer) -> component.events().acceptedRead(call, acceptor, answer));
    }

    @Override
    public void readLog(long call, long learner, ReadLogRequest request) {
        learners.ask(
                learner,
                SMALL,
                to -> to.readLog(learner, request),
                "log-read",
                (component, answer) -> component.events().logRead(call, learner, answer));
    }

    @Override
    public void resolve(long call, long proposer, ResolveRequest request) {
        proposers.ask(
                proposer,
                SMALL,
                to -> to.resolve(proposer, request),
                "resolve-answered",
                (component, answer) -> component.events().resolveAnswered(call, proposer, answer));
    }
}

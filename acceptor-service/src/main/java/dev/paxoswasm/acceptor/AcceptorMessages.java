package dev.paxoswasm.acceptor;

import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutbox;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.types.Votes;
import dev.paxoswasm.role.transport.Correspondence;

/** The messages of an acceptor: votes to the learners, and what it asks others before it votes. */
final class AcceptorMessages implements AcceptorOutbox {

    private static final long SMALL = 64;

    private final VoteSender votes;
    private final Correspondence<? extends Proposer, AcceptorExports> proposers;
    private final Correspondence<? extends Acceptor, AcceptorExports> acceptors;

    AcceptorMessages(
            VoteSender votes,
            Correspondence<? extends Proposer, AcceptorExports> proposers,
            Correspondence<? extends Acceptor, AcceptorExports> acceptors) {
        this.votes = votes;
        this.proposers = proposers;
        this.acceptors = acceptors;
    }

    @Override
    public void notifyLearners(Votes told) {
        votes.send(told);
    }

    @Override
    public void admit(long call, long proposer, AdmitRequest request) {
        proposers.ask(
                proposer,
                SMALL,
                to -> to.admit(proposer, request),
                "admit-answered",
                (component, answer) -> component.events().admitAnswered(call, proposer, answer));
    }

    @Override
    public void prepare(long call, long acceptor, PrepareRequest request) {
        acceptors.ask(
                acceptor,
                SMALL,
                to -> to.prepare(acceptor, request),
                "prepare-answered",
                (component, answer) -> component.events().prepareAnswered(call, acceptor, answer));
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
}

package dev.paxoswasm.simulation.world;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatRequest;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutbox;
import dev.paxoswasm.contract.clientoutbox.ClientOutbox;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.learneroutbox.LearnerOutbox;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.proposer.ProposeRequest;
import dev.paxoswasm.contract.proposer.ResolveRequest;
import dev.paxoswasm.contract.proposeroutbox.ProposerOutbox;
import dev.paxoswasm.contract.types.ChosenId;
import dev.paxoswasm.contract.types.Votes;
import dev.paxoswasm.simulation.scenario.Address;
import dev.paxoswasm.simulation.scenario.Role;
import java.util.List;

/** The messages that a component sends: each goes to the outbox, and from there to the network. */
final class Messages {

    private Messages() {}

    private static Address acceptor(long id) {
        return new Address(Role.ACCEPTOR, id);
    }

    private static Address proposer(long id) {
        return new Address(Role.PROPOSER, id);
    }

    private static Address learner(long id) {
        return new Address(Role.LEARNER, id);
    }

    /** @param learners everyone who is told of votes */
    record OfAcceptor(Life life, List<VoteSender> learners) implements AcceptorOutbox {

        @Override
        public void notifyLearners(Votes votes) {
            life.outbox.add(() -> learners.forEach(learner -> learner.offer(votes)));
        }

        @Override
        public void admit(long call, long proposer, AdmitRequest request) {
            life.ask(new Question<>(
                    life,
                    proposer(proposer),
                    "admit",
                    request,
                    it -> it.proposer().admit(proposer, life.told(proposer(proposer), request)),
                    (it, answer) -> it.acceptorEvents().admitAnswered(call, proposer, answer)));
        }

        @Override
        public void prepare(long call, long acceptor, PrepareRequest request) {
            life.ask(new Question<>(
                    life,
                    acceptor(acceptor),
                    "prepare",
                    request,
                    it -> it.acceptor().prepare(acceptor, life.told(acceptor(acceptor), request)),
                    (it, answer) -> it.acceptorEvents().prepareAnswered(call, acceptor, answer)));
        }

        @Override
        public void readAccepted(long call, long acceptor, ReadAcceptedRequest request) {
            life.ask(new Question<>(
                    life,
                    acceptor(acceptor),
                    "read-accepted",
                    request,
                    it -> it.acceptor().readAccepted(acceptor, request),
                    (it, answer) -> it.acceptorEvents().acceptedRead(call, acceptor, answer)));
        }
    }

    record OfProposer(Life life) implements ProposerOutbox {

        @Override
        public void prepare(long call, long acceptor, PrepareRequest request) {
            life.ask(new Question<>(
                    life,
                    acceptor(acceptor),
                    "prepare",
                    request,
                    it -> it.acceptor().prepare(acceptor, life.told(acceptor(acceptor), request)),
                    (it, answer) -> it.proposerEvents().prepareAnswered(call, acceptor, answer)));
        }

        @Override
        public void accept(long call, List<Long> acceptors, AcceptRequest request) {
            for (long acceptor : acceptors) {
                life.ask(new Question<>(
                        life,
                        acceptor(acceptor),
                        "accept",
                        request,
                        it -> it.acceptor().accept(acceptor, life.told(acceptor(acceptor), request)),
                        (it, answer) -> it.proposerEvents().acceptAnswered(call, acceptor, answer)));
            }
        }

        @Override
        public void heartbeat(long call, long proposer, HeartbeatRequest request) {
            life.ask(new Question<>(
                    life,
                    proposer(proposer),
                    "heartbeat",
                    request,
                    it -> it.proposer().heartbeat(proposer, life.told(proposer(proposer), request)),
                    (it, answer) -> it.proposerEvents().heartbeatAnswered(call, proposer, answer)));
        }

        @Override
        public void acceptorHeartbeat(long call, List<Long> acceptors, LeaderHeartbeatRequest request) {
            for (long acceptor : acceptors) {
                life.ask(new Question<>(
                        life,
                        acceptor(acceptor),
                        "heartbeat",
                        request,
                        it -> it.acceptor().heartbeat(acceptor, life.told(acceptor(acceptor), request)),
                        (it, answer) -> it.proposerEvents().acceptorHeartbeatAnswered(call, acceptor, answer)));
            }
        }

        @Override
        public void acceptorStatus(long call, List<Long> acceptors) {
            for (long acceptor : acceptors) {
                life.ask(new Question<>(
                        life,
                        acceptor(acceptor),
                        "status",
                        "status",
                        it -> it.acceptor().status(acceptor),
                        (it, answer) -> it.proposerEvents().acceptorStatusAnswered(call, acceptor, answer)));
            }
        }
    }

    record OfLearner(Life life) implements LearnerOutbox {

        @Override
        public void readAccepted(long call, long acceptor, ReadAcceptedRequest request) {
            life.ask(new Question<>(
                    life,
                    acceptor(acceptor),
                    "read-accepted",
                    request,
                    it -> it.acceptor().readAccepted(acceptor, request),
                    (it, answer) -> it.learnerEvents().acceptedRead(call, acceptor, answer)));
        }

        @Override
        public void readLog(long call, long learner, ReadLogRequest request) {
            life.ask(new Question<>(
                    life,
                    learner(learner),
                    "read-log",
                    request,
                    it -> it.learner().readLog(learner, request),
                    (it, answer) -> it.learnerEvents().logRead(call, learner, answer)));
        }

        @Override
        public void resolve(long call, long proposer, ResolveRequest request) {
            life.ask(new Question<>(
                    life,
                    proposer(proposer),
                    "resolve",
                    request,
                    it -> it.proposer().resolve(proposer, life.told(proposer(proposer), request)),
                    (it, answer) -> it.learnerEvents().resolveAnswered(call, proposer, answer)));
        }
    }

    record OfClient(Life life) implements ClientOutbox {

        @Override
        public void propose(long call, long proposer, ProposeRequest request) {
            life.ask(new Question<>(
                    life,
                    proposer(proposer),
                    "propose",
                    request,
                    it -> it.proposer().propose(proposer, request),
                    (it, answer) -> it.clientEvents().proposeAnswered(call, proposer, answer)));
        }

        @Override
        public void readIds(long call, long learner, ReadLogRequest request) {
            life.ask(new Question<>(
                    life,
                    learner(learner),
                    "read-ids",
                    request,
                    it -> it.learner().readIds(learner, request),
                    (it, answer) -> it.clientEvents().idsRead(call, learner, answer)));
        }

        @Override
        public void reportChosen(List<ChosenId> chosen) {
            life.outbox.add(() -> life.report(chosen));
        }
    }
}

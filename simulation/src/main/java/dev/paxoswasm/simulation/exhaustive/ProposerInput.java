package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.Promise;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;

/** What can happen to a proposer. */
sealed interface ProposerInput {

    /** The same with the acceptors renamed; a permutation maps the place of each acceptor to another. */
    default ProposerInput renamed(Permutation permutation) {
        return this;
    }

    /** An answer of an acceptor, which answers only what it was asked. */
    sealed interface Answer extends ProposerInput {
        /** From 1. */
        int acceptor();

        Answer of(int acceptor);

        @Override
        default ProposerInput renamed(Permutation permutation) {
            return of(permutation.acceptor(acceptor()));
        }
    }

    record Promised(int acceptor, Request.Prepare request, Promise promise) implements Answer {
        @Override
        public Promised of(int other) {
            return new Promised(other, request, promise);
        }
    }

    record Accepted(int acceptor, Request.Accept request, Acceptance acceptance) implements Answer {
        @Override
        public Accepted of(int other) {
            return new Accepted(other, request, acceptance);
        }
    }

    /** What can be wrong with what an acceptor answers. */
    enum Extreme {
        REJECTION,
        REPORTED_SLOT,
        REPORTED_BALLOT
    }

    /** An acceptor answers what the proposer asked last, and names the last round or slot there is. */
    record Lie(int acceptor, Extreme extreme) implements Answer {
        @Override
        public Lie of(int other) {
            return new Lie(other, extreme);
        }
    }

    /** The other proposer names the last round there is, in a heartbeat or in answer to one. */
    enum Claim implements ProposerInput {
        HEARTBEAT,
        PREEMPTED
    }

    /** What others tell of ballots. Whichever node says it, it means the same. */
    sealed interface News extends ProposerInput {}

    /** Some acceptor has promised this higher ballot. */
    record Rejected(Ballot promised) implements News {}

    /** The other proposer says that it leads. */
    record Heartbeat(HeartbeatRequest request) implements News {}

    /** The other proposer knows of a higher ballot. */
    record Preempted(Ballot ballot) implements News {}

    /** What is overdue is sent again, and progress is stored; no election timeout passes. */
    record Wait() implements ProposerInput {}

    /** The election timeout passes, and no acceptor shows a sign of a leader. */
    record Timeout() implements ProposerInput {}

    record Propose(Command command) implements ProposerInput {}

    /** A learner finds no quorum for a slot. */
    record Resolve(long slot) implements ProposerInput {}

    /** An acceptor that recovers asks for what this proposer has used, or for a ballot. */
    record Admit(AdmitRequest request) implements ProposerInput {
        @Override
        public Admit renamed(Permutation permutation) {
            int acceptor = permutation.acceptor(Math.toIntExact(request.acceptor()));
            return new Admit(new AdmitRequest(acceptor, request.life(), request.standing(), request.above()));
        }
    }

    /** The process ends and comes back over its storage. */
    record Restart() implements ProposerInput {}

    static String text(ProposerInput input) {
        return switch (input) {
            case Promised it -> "acceptor " + it.acceptor + " promised " + Text.of(it.promise);
            case Accepted it -> "acceptor " + it.acceptor + " accepted " + Text.of(it.request.request());
            case Rejected it -> "an acceptor rejects: it has promised " + Text.of(it.promised);
            case Heartbeat it ->
                "heartbeat of ballot " + Text.of(it.request.ballot()) + ", chosen through "
                        + it.request.chosenThrough();
            case Preempted it -> "the other proposer knows of ballot " + Text.of(it.ballot);
            case Wait _ -> "a retry interval passes";
            case Timeout _ -> "an election timeout passes";
            case Propose it -> "a client proposes " + Text.of(it.command);
            case Resolve it -> "a learner asks to decide again from slot " + it.slot;
            case Admit it -> "acceptor " + it.request.acceptor() + " recovers, and asks for its round";
            case Lie it -> "acceptor " + it.acceptor + " answers with a number that cannot be: " + it.extreme;
            case Claim it -> "the other proposer names a round that cannot be: " + it;
            case Restart _ -> "restarts";
        };
    }
}

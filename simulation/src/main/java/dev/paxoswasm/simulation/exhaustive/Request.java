package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.types.Ballot;

/** What a proposer asks acceptors. */
sealed interface Request {

    /** The one that asks, from 1. */
    long proposer();

    Ballot ballot();

    record Prepare(long proposer, PrepareRequest request) implements Request {
        @Override
        public Ballot ballot() {
            return request.ballot();
        }
    }

    record Accept(long proposer, AcceptRequest request) implements Request {
        @Override
        public Ballot ballot() {
            return request.ballot();
        }
    }
}

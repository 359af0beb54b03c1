package dev.paxoswasm.simulation.exhaustive;

import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.acceptor.Promise;

/** What an acceptor answers where it does not reject. Which acceptor it was, is where the answer lies in a state. */
sealed interface Reply {

    Request request();

    ProposerInput.Answer from(int acceptor);

    record Promised(Request.Prepare request, Promise promise) implements Reply {
        @Override
        public ProposerInput.Answer from(int acceptor) {
            return new ProposerInput.Promised(acceptor, request, promise);
        }
    }

    record Accepted(Request.Accept request, Acceptance acceptance) implements Reply {
        @Override
        public ProposerInput.Answer from(int acceptor) {
            return new ProposerInput.Accepted(acceptor, request, acceptance);
        }
    }
}

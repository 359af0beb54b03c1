package dev.paxoswasm.benchmarks.micro;

import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutbox;
import dev.paxoswasm.contract.types.Votes;
import java.util.function.Consumer;

/** Takes votes; what an acceptor asks when it starts is answered by {@link AcceptorComponent#voting}. */
record VotesOutbox(Consumer<Votes> votes) implements AcceptorOutbox {

    @Override
    public void notifyLearners(Votes sent) {
        votes.accept(sent);
    }

    @Override
    public void admit(long call, long proposer, AdmitRequest request) {}

    @Override
    public void prepare(long call, long acceptor, PrepareRequest request) {
        throw new UnsupportedOperationException("nothing is recovered here");
    }

    @Override
    public void readAccepted(long call, long acceptor, ReadAcceptedRequest request) {
        throw new UnsupportedOperationException("nothing is recovered here");
    }
}

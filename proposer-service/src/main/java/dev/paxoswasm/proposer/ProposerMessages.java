package dev.paxoswasm.proposer;

import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposeroutbox.ProposerOutbox;
import dev.paxoswasm.role.transport.Correspondence;
import dev.paxoswasm.role.transport.Weight;
import java.util.List;

/** The messages of a proposer. */
final class ProposerMessages implements ProposerOutbox {

    private static final long SMALL = 64;

    private final Correspondence<? extends Acceptor, ProposerExports> acceptors;
    private final Correspondence<? extends Proposer, ProposerExports> proposers;

    ProposerMessages(
            Correspondence<? extends Acceptor, ProposerExports> acceptors,
            Correspondence<? extends Proposer, ProposerExports> proposers) {
        this.acceptors = acceptors;
        this.proposers = proposers;
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
    public void accept(long call, List<Long> to, AcceptRequest request) {
        long weight = Weight.ofEntries(request.entries());
        for (long acceptor : to) {
            acceptors.ask(
                    acceptor,
                    weight,
                    at -> at.accept(acceptor, request),
                    "accept-answered",
                    (component, answer) -> component.events().acceptAnswered(call, acceptor, answer));
        }
    }

    @Override
    public void heartbeat(long call, long proposer, HeartbeatRequest request) {
        proposers.ask(
                proposer,
                SMALL,
                to -> to.heartbeat(proposer, request),
                "heartbeat-answered",
                (component, answer) -> component.events().heartbeatAnswered(call, proposer, answer));
    }
}

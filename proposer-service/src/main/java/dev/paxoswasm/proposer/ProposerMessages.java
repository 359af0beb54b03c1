package dev.paxoswasm.proposer;

import dev.paxoswasm.contract.WitResult;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatOutcome;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.proposer.HeartbeatOutcome;
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
    private final Correspondence<? extends Acceptor, ProposerExports> acceptorsAside;
    private final Correspondence<? extends Proposer, ProposerExports> proposers;
    private final LeadershipMeters leadership;

    /** @param acceptorsAside for what must not wait behind values */
    ProposerMessages(
            Correspondence<? extends Acceptor, ProposerExports> acceptors,
            Correspondence<? extends Acceptor, ProposerExports> acceptorsAside,
            Correspondence<? extends Proposer, ProposerExports> proposers,
            LeadershipMeters leadership) {
        this.acceptors = acceptors;
        this.acceptorsAside = acceptorsAside;
        this.proposers = proposers;
        this.leadership = leadership;
    }

    @Override
    public void prepare(long call, long acceptor, PrepareRequest request) {
        leadership.campaigns(request.ballot());
        acceptors.ask(acceptor, SMALL, to -> to.prepare(acceptor, request), "prepare-answered", (component, answer) -> {
            if (answer instanceof WitResult.Ok(PrepareOutcome.Rejected _)) {
                leadership.preempted(request.ballot());
            }
            component.events().prepareAnswered(call, acceptor, answer);
        });
    }

    @Override
    public void accept(long call, List<Long> to, AcceptRequest request) {
        long weight = Weight.ofEntries(request.entries());
        for (long acceptor : to) {
            acceptors.ask(
                    acceptor, weight, at -> at.accept(acceptor, request), "accept-answered", (component, answer) -> {
                        if (answer instanceof WitResult.Ok(AcceptOutcome.Rejected _)) {
                            leadership.preempted(request.ballot());
                        }
                        component.events().acceptAnswered(call, acceptor, answer);
                    });
        }
    }

    @Override
    public void heartbeat(long call, long proposer, HeartbeatRequest request) {
        leadership.leads(request.ballot());
        proposers.ask(
                proposer, SMALL, to -> to.heartbeat(proposer, request), "heartbeat-answered", (component, answer) -> {
                    if (answer instanceof WitResult.Ok(HeartbeatOutcome.Preempted _)) {
                        leadership.preempted(request.ballot());
                    }
                    component.events().heartbeatAnswered(call, proposer, answer);
                });
    }

    @Override
    public void acceptorHeartbeat(long call, List<Long> to, LeaderHeartbeatRequest request) {
        leadership.leads(request.ballot());
        for (long acceptor : to) {
            acceptorsAside.ask(
                    acceptor,
                    SMALL,
                    at -> at.heartbeat(acceptor, request),
                    "acceptor-heartbeat-answered",
                    (component, answer) -> {
                        if (answer instanceof WitResult.Ok(LeaderHeartbeatOutcome.Rejected _)) {
                            leadership.preempted(request.ballot());
                        }
                        component.events().acceptorHeartbeatAnswered(call, acceptor, answer);
                    });
        }
    }

    @Override
    public void acceptorStatus(long call, List<Long> to) {
        for (long acceptor : to) {
            acceptorsAside.ask(
                    acceptor,
                    SMALL,
                    at -> at.status(acceptor),
                    "acceptor-status-answered",
                    (component, answer) -> component.events().acceptorStatusAnswered(call, acceptor, answer));
        }
    }
}

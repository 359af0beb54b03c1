package dev.paxoswasm.acceptor;

import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.AcceptedPage;
import dev.paxoswasm.contract.acceptor.AcceptorHttp;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatOutcome;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatRequest;
import dev.paxoswasm.contract.acceptor.PrepareOutcome;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.acceptor.RecoverRequest;
import dev.paxoswasm.role.component.ComponentHost;
import org.springframework.web.bind.annotation.RestController;

/** The operations of an acceptor, each one call into its component. */
@RestController
class AcceptorController implements AcceptorHttp {

    private final ComponentHost<AcceptorExports> host;
    private final LeaderHeard leader;

    AcceptorController(ComponentHost<AcceptorExports> host, LeaderHeard leader) {
        this.host = host;
        this.leader = leader;
    }

    @Override
    public PrepareOutcome prepare(long acceptor, PrepareRequest request) {
        return host.call("prepare", component -> component.acceptor().prepare(acceptor, request));
    }

    @Override
    public AcceptOutcome accept(long acceptor, AcceptRequest request) {
        return host.call("accept", component -> component.acceptor().accept(acceptor, request));
    }

    @Override
    public AcceptedPage readAccepted(long acceptor, ReadAcceptedRequest request) {
        return host.call("read-accepted", component -> component.acceptor().readAccepted(acceptor, request));
    }

    @Override
    public LeaderHeartbeatOutcome heartbeat(long acceptor, LeaderHeartbeatRequest request) {
        LeaderHeartbeatOutcome outcome =
                host.call("heartbeat", component -> component.acceptor().heartbeat(acceptor, request));
        // One that is rejected comes from a leader that is none any more.
        if (outcome instanceof LeaderHeartbeatOutcome.Followed) {
            leader.heard();
        }
        return outcome;
    }

    @Override
    public AcceptorStatus recover(long acceptor, RecoverRequest request) {
        return host.call("recover", component -> component.acceptor().recover(acceptor, request));
    }

    @Override
    public AcceptorStatus status(long acceptor) {
        return host.call("status", component -> component.acceptor().status(acceptor));
    }
}

package dev.paxoswasm.proposer;

import dev.paxoswasm.contract.acceptor.Admission;
import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.proposer.HeartbeatOutcome;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.proposer.ProposeOutcome;
import dev.paxoswasm.contract.proposer.ProposeRequest;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.proposer.ReserveBallotRequest;
import dev.paxoswasm.contract.proposer.ResolveOutcome;
import dev.paxoswasm.contract.proposer.ResolveRequest;
import dev.paxoswasm.contract.proposer.TakeOverRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.role.component.ComponentHost;
import org.springframework.web.bind.annotation.RestController;

/** The operations of a proposer, each one call into its component. */
@RestController
class ProposerController implements ProposerHttp {

    private final ComponentHost<ProposerExports> host;
    private final LeadershipMeters leadership;

    ProposerController(ComponentHost<ProposerExports> host, LeadershipMeters leadership) {
        this.host = host;
        this.leadership = leadership;
    }

    @Override
    public ProposeOutcome propose(long proposer, ProposeRequest request) {
        return host.call("propose", component -> component.proposer().propose(proposer, request));
    }

    @Override
    public HeartbeatOutcome heartbeat(long proposer, HeartbeatRequest request) {
        HeartbeatOutcome outcome =
                host.call("heartbeat", component -> component.proposer().heartbeat(proposer, request));
        if (outcome instanceof HeartbeatOutcome.Followed) {
            leadership.leads(request.ballot());
        }
        return outcome;
    }

    @Override
    public Ballot takeOver(long proposer, TakeOverRequest request) {
        return host.call("take-over", component -> component.proposer().takeOver(proposer, request));
    }

    @Override
    public Ballot reserveBallot(long proposer, ReserveBallotRequest request) {
        return host.call("reserve-ballot", component -> component.proposer().reserveBallot(proposer, request));
    }

    @Override
    public Admission admit(long proposer, AdmitRequest request) {
        return host.call("admit", component -> component.proposer().admit(proposer, request));
    }

    @Override
    public ResolveOutcome resolve(long proposer, ResolveRequest request) {
        return host.call("resolve", component -> component.proposer().resolve(proposer, request));
    }

    @Override
    public ProposerStatus status(long proposer) {
        return host.call("status", component -> component.proposer().status(proposer));
    }
}

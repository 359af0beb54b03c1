package dev.paxoswasm.client;

import dev.paxoswasm.contract.client.ClientHttp;
import dev.paxoswasm.contract.client.ClientStatus;
import dev.paxoswasm.contract.client.CommandOutcome;
import dev.paxoswasm.contract.client.IssueRequest;
import dev.paxoswasm.contract.client.OutcomeRequest;
import dev.paxoswasm.contract.client.SubmitReceipt;
import dev.paxoswasm.contract.client.SubmitRequest;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.role.component.ComponentHost;
import org.springframework.web.bind.annotation.RestController;

/** The operations of a client, each one call into its component. */
@RestController
class ClientController implements ClientHttp {

    private final ComponentHost<ClientExports> host;

    ClientController(ComponentHost<ClientExports> host) {
        this.host = host;
    }

    @Override
    public Command issue(long client, IssueRequest request) {
        return host.call("issue", component -> component.client().issue(client, request));
    }

    @Override
    public SubmitReceipt submit(long client, SubmitRequest request) {
        return host.call("submit", component -> component.client().submit(client, request));
    }

    @Override
    public CommandOutcome outcome(long client, OutcomeRequest request) {
        return host.call("outcome", component -> component.client().outcome(client, request));
    }

    @Override
    public ClientStatus status(long client) {
        return host.call("status", component -> component.client().status(client));
    }
}

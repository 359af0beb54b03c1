package dev.paxoswasm.client;

import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.contract.client.Client;
import dev.paxoswasm.contract.client.ClientExport;
import dev.paxoswasm.contract.clientevents.ClientEvents;
import dev.paxoswasm.contract.clientevents.ClientEventsExport;

/** What a client's component exports. */
record ClientExports(Client client, ClientEvents events) {

    static ClientExports of(ComponentInstance instance) {
        return new ClientExports(ClientExport.of(instance), ClientEventsExport.of(instance));
    }
}

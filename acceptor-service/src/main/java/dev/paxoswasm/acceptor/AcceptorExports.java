package dev.paxoswasm.acceptor;

import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptorevents.AcceptorEvents;
import dev.paxoswasm.contract.acceptorevents.AcceptorEventsExport;

/** What an acceptor's component exports. */
record AcceptorExports(Acceptor acceptor, AcceptorEvents events) {

    static AcceptorExports of(ComponentInstance instance) {
        return new AcceptorExports(AcceptorExport.of(instance), AcceptorEventsExport.of(instance));
    }
}

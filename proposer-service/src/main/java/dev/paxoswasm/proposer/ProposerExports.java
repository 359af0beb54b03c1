package dev.paxoswasm.proposer;

import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ProposerExport;
import dev.paxoswasm.contract.proposerevents.ProposerEvents;
import dev.paxoswasm.contract.proposerevents.ProposerEventsExport;

/** What a proposer's component exports. */
record ProposerExports(Proposer proposer, ProposerEvents events) {

    static ProposerExports of(ComponentInstance instance) {
        return new ProposerExports(ProposerExport.of(instance), ProposerEventsExport.of(instance));
    }
}

package dev.paxoswasm.simulation.world;

import dev.paxoswasm.component.ComponentInstance;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptorevents.AcceptorEvents;
import dev.paxoswasm.contract.acceptorevents.AcceptorEventsExport;
import dev.paxoswasm.contract.client.Client;
import dev.paxoswasm.contract.client.ClientExport;
import dev.paxoswasm.contract.clientevents.ClientEvents;
import dev.paxoswasm.contract.clientevents.ClientEventsExport;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.learner.LearnerExport;
import dev.paxoswasm.contract.learnerevents.LearnerEvents;
import dev.paxoswasm.contract.learnerevents.LearnerEventsExport;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ProposerExport;
import dev.paxoswasm.contract.proposerevents.ProposerEvents;
import dev.paxoswasm.contract.proposerevents.ProposerEventsExport;
import dev.paxoswasm.simulation.scenario.Role;

/** What the component of a node exports. */
sealed interface Exports {

    record OfAcceptor(Acceptor acceptor, AcceptorEvents events) implements Exports {}

    record OfProposer(Proposer proposer, ProposerEvents events) implements Exports {}

    record OfLearner(Learner learner, LearnerEvents events) implements Exports {}

    record OfClient(Client client, ClientEvents events) implements Exports {}

    static Exports of(Role role, ComponentInstance instance) {
        return switch (role) {
            case ACCEPTOR -> new OfAcceptor(AcceptorExport.of(instance), AcceptorEventsExport.of(instance));
            case PROPOSER -> new OfProposer(ProposerExport.of(instance), ProposerEventsExport.of(instance));
            case LEARNER -> new OfLearner(LearnerExport.of(instance), LearnerEventsExport.of(instance));
            case CLIENT -> new OfClient(ClientExport.of(instance), ClientEventsExport.of(instance));
        };
    }

    /** The first call into an instance, and all that follow as time passes. */
    default void tick(long nowMillis, long random) {
        switch (this) {
            case OfAcceptor it -> it.events().tick(nowMillis, random);
            case OfProposer it -> it.events().tick(nowMillis, random);
            case OfLearner it -> it.events().tick(nowMillis, random);
            case OfClient it -> it.events().tick(nowMillis, random);
        }
    }

    default Acceptor acceptor() {
        return ((OfAcceptor) this).acceptor;
    }

    default Proposer proposer() {
        return ((OfProposer) this).proposer;
    }

    default Learner learner() {
        return ((OfLearner) this).learner;
    }

    default Client client() {
        return ((OfClient) this).client;
    }

    default AcceptorEvents acceptorEvents() {
        return ((OfAcceptor) this).events;
    }

    default ProposerEvents proposerEvents() {
        return ((OfProposer) this).events;
    }

    default LearnerEvents learnerEvents() {
        return ((OfLearner) this).events;
    }

    default ClientEvents clientEvents() {
        return ((OfClient) this).events;
    }
}

package dev.paxoswasm.acceptor;

import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.AcceptorComponentWorld;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorExport;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutboxImport;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.component.CallMeters;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.component.ComponentLimits;
import dev.paxoswasm.role.component.ComponentLoader;
import dev.paxoswasm.role.component.HostImports;
import dev.paxoswasm.role.component.HostedComponent;
import dev.paxoswasm.role.component.LoadedComponent;
import dev.paxoswasm.role.component.StatusMeters;
import dev.paxoswasm.role.storage.Durability;
import dev.paxoswasm.role.storage.NodeStore;
import dev.paxoswasm.role.transport.LaneBounds;
import dev.paxoswasm.role.transport.NodeClients;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An acceptor: its component over its store, telling the learners. */
@Configuration(proxyBeanMethods = false)
class AcceptorNode {

    @Bean
    Role role() {
        return Role.ACCEPTOR;
    }

    @Bean
    LoadedComponent component(PaxosProperties properties) {
        return ComponentLoader.load(
                Role.ACCEPTOR, properties.component(), AcceptorComponentWorld::requireImplementedBy);
    }

    @Bean
    NodeStore store(PaxosProperties properties, Cluster cluster, MeterRegistry meters) {
        return NodeStore.open(properties.dataDirectory(), cluster, Durability.FLUSHED, meters);
    }

    @Bean
    VoteSender votes(
            Outbox outbox, NodeClients clients, PaxosProperties properties, LaneBounds bounds, MeterRegistry meters) {
        return new VoteSender(outbox, clients.of(Role.LEARNER, LearnerHttp.class), properties.bounds(), bounds, meters);
    }

    @Bean
    ComponentHost<Acceptor> host(
            LoadedComponent component,
            Cluster cluster,
            PaxosProperties properties,
            NodeStore store,
            Outbox outbox,
            VoteSender votes,
            CallMeters meters) {
        Imports.Builder imports = HostImports.of(cluster, properties, component);
        AcceptorStorageImport.register(imports, new AcceptorStore(store));
        AcceptorOutboxImport.register(imports, votes);
        imports.boundLists(AcceptorOutboxImport.NAME, HostImports.mostInAMessage(cluster, properties));
        HostedComponent<Acceptor> hosted = new HostedComponent<>(
                component,
                ComponentLimits.of(properties.component()),
                imports.build(),
                AcceptorExport::of,
                acceptor -> acceptor.status(cluster.self()));
        return new ComponentHost<>(hosted, store, outbox, meters);
    }

    @Bean
    StatusMeters<AcceptorStatus> statusMeters(ComponentHost<Acceptor> host, Cluster cluster, MeterRegistry meters) {
        return new StatusMeters<>(meters, () -> host.call("status", acceptor -> acceptor.status(cluster.self())))
                .gauge("paxos.acceptor.highest.slot", "The highest slot accepted", AcceptorStatus::highestSlot);
    }
}

package dev.paxoswasm.coordinator;

import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.acceptor.Acceptor;
import dev.paxoswasm.contract.acceptor.AcceptorHttp;
import dev.paxoswasm.contract.acceptor.AcceptorImport;
import dev.paxoswasm.contract.client.Client;
import dev.paxoswasm.contract.client.ClientHttp;
import dev.paxoswasm.contract.client.ClientImport;
import dev.paxoswasm.contract.coordinator.Coordinator;
import dev.paxoswasm.contract.coordinator.CoordinatorExport;
import dev.paxoswasm.contract.learner.Learner;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.learner.LearnerImport;
import dev.paxoswasm.contract.proposer.Proposer;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import dev.paxoswasm.contract.proposer.ProposerImport;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Attendance;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.component.CallMeters;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.component.ComponentLimits;
import dev.paxoswasm.role.component.ComponentLoader;
import dev.paxoswasm.role.component.HostImports;
import dev.paxoswasm.role.component.HostedComponent;
import dev.paxoswasm.role.component.LoadedComponent;
import dev.paxoswasm.role.component.NodeRecordings;
import dev.paxoswasm.role.component.Succession;
import dev.paxoswasm.role.storage.CallStorage;
import dev.paxoswasm.role.transport.NodeClients;
import dev.paxoswasm.role.transport.RoutedCalls;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A coordinator: the world {@code paxos-system}, each call that its component makes answered by one REST call. */
@Configuration(proxyBeanMethods = false)
class CoordinatorNode {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Bean
    Role role() {
        return Role.COORDINATOR;
    }

    @Bean
    LoadedComponent component(PaxosProperties properties) {
        return ComponentLoader.load(Role.COORDINATOR, properties.component());
    }

    @Bean
    ComponentHost<Coordinator> host(
            LoadedComponent component,
            Cluster cluster,
            Attendance attendance,
            PaxosProperties properties,
            NodeClients nodes,
            Outbox outbox,
            CallMeters meters,
            NodeRecordings recordings) {
        Function<LoadedComponent, Imports> imports = loaded -> {
            Imports.Builder offered = HostImports.of(cluster, attendance, properties, recordings, loaded);
            ClientImport.register(offered, RoutedCalls.to(Client.class, nodes.of(Role.CLIENT, ClientHttp.class)));
            ProposerImport.register(
                    offered, RoutedCalls.to(Proposer.class, nodes.of(Role.PROPOSER, ProposerHttp.class)));
            AcceptorImport.register(
                    offered, RoutedCalls.to(Acceptor.class, nodes.of(Role.ACCEPTOR, AcceptorHttp.class)));
            LearnerImport.register(
                    offered,
                    RoutedCalls.to(Learner.class, nodes.waiting(Role.LEARNER, LearnerHttp.class, LONGEST_WAIT)));
            return offered.build();
        };
        HostedComponent<Coordinator> hosted = new HostedComponent<>(
                component,
                ComponentLimits.of(properties.component()),
                imports,
                CoordinatorExport::of,
                coordinator -> {},
                Succession.ofNothing());
        return new ComponentHost<>(hosted, CallStorage.none(), outbox, meters, recordings);
    }
}

package dev.paxoswasm.acceptor;

import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.acceptor.AcceptorHttp;
import dev.paxoswasm.contract.acceptor.AcceptorStatus;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.contract.acceptoroutbox.AcceptorOutboxImport;
import dev.paxoswasm.contract.acceptorstorage.AcceptorStorageImport;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.storage.AcceptorStore;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Attendance;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.component.CallMeters;
import dev.paxoswasm.role.component.Clock;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.component.ComponentLimits;
import dev.paxoswasm.role.component.ComponentLoader;
import dev.paxoswasm.role.component.EventPort;
import dev.paxoswasm.role.component.HostImports;
import dev.paxoswasm.role.component.HostedComponent;
import dev.paxoswasm.role.component.LoadedComponent;
import dev.paxoswasm.role.component.NodeRecordings;
import dev.paxoswasm.role.component.StatusMeters;
import dev.paxoswasm.role.component.Ticker;
import dev.paxoswasm.role.health.JoiningHealth;
import dev.paxoswasm.role.health.Leaders;
import dev.paxoswasm.role.storage.Durability;
import dev.paxoswasm.role.storage.NodeStore;
import dev.paxoswasm.role.storage.ReopenableStore;
import dev.paxoswasm.role.transport.Correspondence;
import dev.paxoswasm.role.transport.LaneBounds;
import dev.paxoswasm.role.transport.NodeClients;
import dev.paxoswasm.role.transport.Reachability;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An acceptor: its component over its store and a clock, telling the learners, and asking others before it votes. */
@Configuration(proxyBeanMethods = false)
class AcceptorNode {

    @Bean
    Role role() {
        return Role.ACCEPTOR;
    }

    @Bean
    LoadedComponent component(PaxosProperties properties) {
        return ComponentLoader.load(Role.ACCEPTOR, properties.component());
    }

    @Bean
    ReopenableStore store(PaxosProperties properties, Cluster cluster, MeterRegistry meters) {
        return ReopenableStore.open(
                () -> NodeStore.open(properties.dataDirectory(), cluster, Durability.FLUSHED, meters));
    }

    @Bean
    VoteSender votes(
            Outbox outbox, NodeClients clients, PaxosProperties properties, LaneBounds bounds, MeterRegistry meters) {
        return new VoteSender(outbox, clients.of(Role.LEARNER, LearnerHttp.class), properties.bounds(), bounds, meters);
    }

    @Bean
    EventPort<AcceptorExports> events() {
        return new EventPort<>();
    }

    @Bean
    AcceptorMessages messages(
            VoteSender votes,
            NodeClients clients,
            EventPort<AcceptorExports> events,
            Outbox outbox,
            LaneBounds bounds,
            MeterRegistry meters) {
        return new AcceptorMessages(
                votes,
                new Correspondence<>(
                        "proposer",
                        clients.of(Role.PROPOSER, ProposerHttp.class),
                        bounds.questions(),
                        events,
                        outbox,
                        Reachability.unwatched(),
                        meters),
                new Correspondence<>(
                        "acceptor",
                        clients.of(Role.ACCEPTOR, AcceptorHttp.class),
                        bounds.questions(),
                        events,
                        outbox,
                        Reachability.unwatched(),
                        meters));
    }

    @Bean
    ComponentHost<AcceptorExports> host(
            LoadedComponent component,
            Cluster cluster,
            Attendance attendance,
            PaxosProperties properties,
            ReopenableStore store,
            Outbox outbox,
            AcceptorMessages messages,
            EventPort<AcceptorExports> events,
            Clock clock,
            CallMeters meters,
            NodeRecordings recordings) {
        Function<LoadedComponent, Imports> imports = loaded -> {
            Imports.Builder offered = HostImports.of(cluster, attendance, properties, recordings, loaded);
            AcceptorStorageImport.register(offered, new AcceptorStore(store));
            AcceptorOutboxImport.register(offered, messages);
            offered.boundLists(AcceptorOutboxImport.NAME, HostImports.mostInAMessage(cluster, properties));
            return offered.build();
        };
        HostedComponent<AcceptorExports> hosted = new HostedComponent<>(
                component,
                ComponentLimits.of(properties.component()),
                imports,
                AcceptorExports::of,
                acceptor -> acceptor.events().tick(clock.nowMillis(), clock.random()),
                new AcceptorSuccession(cluster.self()));
        return events.attach(new ComponentHost<>(hosted, store, outbox, meters, recordings));
    }

    @Bean
    Ticker ticker(ComponentHost<AcceptorExports> host, Cluster cluster, PaxosProperties properties, Clock clock) {
        return new Ticker(
                cluster.selfName(),
                properties.timing().tick(),
                clock,
                () -> host.run("tick", acceptor -> acceptor.events().tick(clock.nowMillis(), clock.random())));
    }

    @Bean
    StandingHealth standingHealthIndicator(ComponentHost<AcceptorExports> host, Cluster cluster) {
        return new StandingHealth(() -> host.call("status", it -> it.acceptor().status(cluster.self())));
    }

    @Bean
    LeaderHeard leaderHeard() {
        return new LeaderHeard();
    }

    @Bean
    JoiningHealth joiningHealthIndicator(LeaderHeard leader, NodeClients clients, PaxosProperties properties) {
        return new JoiningHealth(
                leader::isHeard,
                properties.start().patience(),
                new Leaders(clients.impatient(Role.PROPOSER, ProposerHttp.class))::whoLeads);
    }

    @Bean
    StatusMeters<AcceptorStatus> statusMeters(
            ComponentHost<AcceptorExports> host, Cluster cluster, MeterRegistry meters) {
        return new StatusMeters<>(
                        meters, () -> host.call("status", it -> it.acceptor().status(cluster.self())))
                .gauge("paxos.acceptor.highest.slot", "The highest slot accepted", AcceptorStatus::highestSlot)
                .gauge(
                        "paxos.acceptor.promised.round",
                        "The round of the ballot promised",
                        status -> status.promised().map(Ballot::round).orElse(0L))
                .gauge(
                        "paxos.acceptor.voting",
                        "1 while this acceptor votes",
                        status -> status.standing() == Standing.VOTING ? 1 : 0);
    }
}

package dev.paxoswasm.proposer;

import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.acceptor.AcceptorHttp;
import dev.paxoswasm.contract.proposer.Leadership;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import dev.paxoswasm.contract.proposer.ProposerStatus;
import dev.paxoswasm.contract.proposeroutbox.ProposerOutboxImport;
import dev.paxoswasm.contract.proposerstorage.ProposerStorageImport;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.storage.ProposerStore;
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
import dev.paxoswasm.role.health.ReachabilityHealth;
import dev.paxoswasm.role.meters.PeerMeters;
import dev.paxoswasm.role.storage.Durability;
import dev.paxoswasm.role.storage.NodeStore;
import dev.paxoswasm.role.storage.ReopenableStore;
import dev.paxoswasm.role.transport.Correspondence;
import dev.paxoswasm.role.transport.LaneBounds;
import dev.paxoswasm.role.transport.NodeClients;
import dev.paxoswasm.role.transport.Peers;
import dev.paxoswasm.role.transport.Reachability;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A proposer: its component over its store, writing to the acceptors and to the other proposers. */
@Configuration(proxyBeanMethods = false)
class ProposerNode {

    /** An election takes one or two timeouts. */
    private static final int LEADERLESS_TIMEOUTS = 10;

    @Bean
    Role role() {
        return Role.PROPOSER;
    }

    @Bean
    LoadedComponent component(PaxosProperties properties) {
        return ComponentLoader.load(Role.PROPOSER, properties.component());
    }

    @Bean
    ReopenableStore store(PaxosProperties properties, Cluster cluster, MeterRegistry meters) {
        return ReopenableStore.open(
                () -> NodeStore.open(properties.dataDirectory(), cluster, Durability.FLUSHED, meters));
    }

    @Bean
    EventPort<ProposerExports> events() {
        return new EventPort<>();
    }

    @Bean
    Reachability acceptors(NodeClients clients, Cluster cluster, MeterRegistry meters) {
        Peers<AcceptorHttp> acceptors = clients.impatient(Role.ACCEPTOR, AcceptorHttp.class);
        return PeerMeters.shown(
                Reachability.of(acceptors, AcceptorHttp::status), acceptors, cluster.ids(Role.ACCEPTOR), meters);
    }

    @Bean
    ReachabilityHealth acceptorsHealthIndicator(Reachability acceptors, Cluster cluster) {
        int needed = Math.max(cluster.quorums().phase1(), cluster.quorums().phase2());
        return new ReachabilityHealth(acceptors, needed);
    }

    @Bean
    LeadershipHealth leadershipHealthIndicator(
            ComponentHost<ProposerExports> host, Cluster cluster, PaxosProperties properties) {
        return new LeadershipHealth(
                () -> host.call("status", p -> p.proposer().status(cluster.self())),
                properties.timing().electionTimeout().multipliedBy(LEADERLESS_TIMEOUTS));
    }

    /** A proposer that leads knows itself for the leader. */
    @Bean
    JoiningHealth joiningHealthIndicator(
            ComponentHost<ProposerExports> host, Cluster cluster, NodeClients clients, PaxosProperties properties) {
        return new JoiningHealth(
                () -> knowsLeader(host.call("status", p -> p.proposer().status(cluster.self()))),
                properties.start().patience(),
                new Leaders(clients.impatient(Role.PROPOSER, ProposerHttp.class))::whoLeads);
    }

    private static boolean knowsLeader(ProposerStatus status) {
        return status.leadership() == Leadership.LEADER || status.leader().isPresent();
    }

    @Bean
    LeadershipMeters leadershipMeters(MeterRegistry meters) {
        return new LeadershipMeters(meters);
    }

    @Bean
    ProposerMessages messages(
            NodeClients clients,
            LeadershipMeters leadership,
            EventPort<ProposerExports> events,
            Outbox outbox,
            Reachability acceptors,
            LaneBounds bounds,
            MeterRegistry meters) {
        return new ProposerMessages(
                new Correspondence<>(
                        "acceptor",
                        clients.of(Role.ACCEPTOR, AcceptorHttp.class),
                        bounds.values(),
                        events,
                        outbox,
                        acceptors,
                        meters),
                new Correspondence<>(
                        "acceptor aside",
                        clients.of(Role.ACCEPTOR, AcceptorHttp.class),
                        bounds.heartbeats(),
                        events,
                        outbox,
                        acceptors,
                        meters),
                new Correspondence<>(
                        "proposer",
                        clients.of(Role.PROPOSER, ProposerHttp.class),
                        bounds.heartbeats(),
                        events,
                        outbox,
                        Reachability.unwatched(),
                        meters),
                leadership);
    }

    @Bean
    ComponentHost<ProposerExports> host(
            LoadedComponent component,
            Cluster cluster,
            Attendance attendance,
            PaxosProperties properties,
            ReopenableStore store,
            Outbox outbox,
            ProposerMessages messages,
            EventPort<ProposerExports> events,
            Clock clock,
            CallMeters meters,
            NodeRecordings recordings) {
        Function<LoadedComponent, Imports> imports = loaded -> {
            Imports.Builder offered = HostImports.of(cluster, attendance, properties, recordings, loaded);
            ProposerStorageImport.register(offered, new ProposerStore(store));
            ProposerOutboxImport.register(offered, messages);
            offered.boundLists(ProposerOutboxImport.NAME, HostImports.mostInAMessage(cluster, properties));
            return offered.build();
        };
        HostedComponent<ProposerExports> hosted = new HostedComponent<>(
                component,
                ComponentLimits.of(properties.component()),
                imports,
                ProposerExports::of,
                proposer -> proposer.events().tick(clock.nowMillis(), clock.random()),
                new ProposerSuccession(cluster.self()));
        return events.attach(new ComponentHost<>(hosted, store, outbox, meters, recordings));
    }

    @Bean
    Ticker ticker(ComponentHost<ProposerExports> host, Cluster cluster, PaxosProperties properties, Clock clock) {
        return new Ticker(
                cluster.selfName(),
                properties.timing().tick(),
                clock,
                () -> host.run("tick", proposer -> proposer.events().tick(clock.nowMillis(), clock.random())));
    }

    @Bean
    HandOver handOver(
            ComponentHost<ProposerExports> host, Cluster cluster, NodeClients clients, PaxosProperties properties) {
        return new HandOver(
                cluster.self(),
                clients.within(
                        Role.PROPOSER, ProposerHttp.class, properties.timing().electionTimeout()),
                () -> host.call("status", p -> p.proposer().status(cluster.self())),
                properties.timing().electionTimeout());
    }

    @Bean
    StatusMeters<ProposerStatus> statusMeters(
            ComponentHost<ProposerExports> host, Cluster cluster, MeterRegistry meters) {
        return new StatusMeters<>(
                        meters, () -> host.call("status", p -> p.proposer().status(cluster.self())))
                .gauge(
                        "paxos.proposer.leads",
                        "1 while this proposer leads",
                        status -> status.leadership() == Leadership.LEADER ? 1 : 0)
                .gauge(
                        "paxos.proposer.chosen.through",
                        "All slots up to this one are chosen",
                        ProposerStatus::chosenThrough)
                .gauge(
                        "paxos.proposer.open.slots",
                        "Slots proposed in and not known to be chosen",
                        ProposerStatus::openSlots)
                .gauge(
                        "paxos.proposer.isolated",
                        "1 while no quorum of acceptors answers this proposer",
                        status -> status.leadership() == Leadership.ISOLATED ? 1 : 0)
                .time(
                        "paxos.proposer.leaderless",
                        "For how long this proposer has known of no leader",
                        status -> Duration.ofMillis(status.leaderlessMillis()))
                .gauge(
                        "paxos.proposer.left.out.acceptors",
                        "Acceptors that this proposer does not count on",
                        status -> status.leftOut().size())
                .gauge(
                        "paxos.proposer.ballot.round",
                        "The round of this proposer's latest ballot",
                        status -> status.ballot().map(Ballot::round).orElse(0L))
                .gauge(
                        "paxos.proposer.troubled",
                        "1 while something keeps this proposer from leading although acceptors answer",
                        status -> status.trouble().isPresent() ? 1 : 0);
    }
}

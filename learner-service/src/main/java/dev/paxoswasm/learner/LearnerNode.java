package dev.paxoswasm.learner;

import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.acceptor.AcceptorHttp;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.contract.learneroutbox.LearnerOutboxImport;
import dev.paxoswasm.contract.learnerstorage.LearnerStorageImport;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.host.storage.LearnerStore;
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
import dev.paxoswasm.role.health.Leaders;
import dev.paxoswasm.role.storage.Durability;
import dev.paxoswasm.role.storage.NodeStore;
import dev.paxoswasm.role.storage.ReopenableStore;
import dev.paxoswasm.role.transport.Correspondence;
import dev.paxoswasm.role.transport.Deadlines;
import dev.paxoswasm.role.transport.LaneBounds;
import dev.paxoswasm.role.transport.NodeClients;
import dev.paxoswasm.role.transport.Peers;
import dev.paxoswasm.role.transport.Reachability;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A learner: its component over its log, asking others for what it missed. */
@Configuration(proxyBeanMethods = false)
class LearnerNode {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    @Bean
    Role role() {
        return Role.LEARNER;
    }

    @Bean
    LoadedComponent component(PaxosProperties properties) {
        return ComponentLoader.load(Role.LEARNER, properties.component());
    }

    @Bean
    ReopenableStore store(PaxosProperties properties, Cluster cluster, MeterRegistry meters) {
        return ReopenableStore.open(
                () -> NodeStore.open(properties.dataDirectory(), cluster, Durability.RECOVERABLE, meters));
    }

    @Bean
    LogGrowth growth(Deadlines deadlines) {
        return new LogGrowth(deadlines);
    }

    @Bean
    EventPort<LearnerExports> events() {
        return new EventPort<>();
    }

    @Bean
    LearnerMessages messages(
            NodeClients clients,
            EventPort<LearnerExports> events,
            Outbox outbox,
            LaneBounds bounds,
            MeterRegistry meters) {
        return new LearnerMessages(
                questions("acceptor", clients.of(Role.ACCEPTOR, AcceptorHttp.class), bounds, events, outbox, meters),
                questions(
                        "learner",
                        clients.waiting(Role.LEARNER, LearnerHttp.class, LONGEST_WAIT),
                        bounds,
                        events,
                        outbox,
                        meters),
                questions("proposer", clients.of(Role.PROPOSER, ProposerHttp.class), bounds, events, outbox, meters));
    }

    private static <T> Correspondence<T, LearnerExports> questions(
            String lane,
            Peers<T> peers,
            LaneBounds bounds,
            EventPort<LearnerExports> events,
            Outbox outbox,
            MeterRegistry meters) {
        return new Correspondence<>(lane, peers, bounds.questions(), events, outbox, Reachability.unwatched(), meters);
    }

    @Bean
    ComponentHost<LearnerExports> host(
            LoadedComponent component,
            Cluster cluster,
            Attendance attendance,
            PaxosProperties properties,
            ReopenableStore store,
            LogGrowth growth,
            Outbox outbox,
            LearnerMessages messages,
            EventPort<LearnerExports> events,
            Clock clock,
            CallMeters meters,
            NodeRecordings recordings) {
        Function<LoadedComponent, Imports> imports = loaded -> {
            Imports.Builder offered = HostImports.of(cluster, attendance, properties, recordings, loaded);
            LearnerStorageImport.register(offered, new AnnouncedLog(new LearnerStore(store), outbox, growth));
            LearnerOutboxImport.register(offered, messages);
            offered.boundLists(LearnerOutboxImport.NAME, HostImports.mostInAMessage(cluster, properties));
            return offered.build();
        };
        HostedComponent<LearnerExports> hosted = new HostedComponent<>(
                component,
                ComponentLimits.of(properties.component()),
                imports,
                LearnerExports::of,
                learner -> learner.events().tick(clock.nowMillis(), clock.random()),
                new LearnerSuccession(cluster.self()));
        return events.attach(new ComponentHost<>(hosted, store, outbox, meters, recordings));
    }

    @Bean
    Ticker ticker(ComponentHost<LearnerExports> host, Cluster cluster, PaxosProperties properties, Clock clock) {
        return new Ticker(
                cluster.selfName(),
                properties.timing().tick(),
                clock,
                () -> host.run("tick", learner -> learner.events().tick(clock.nowMillis(), clock.random())));
    }

    @Bean
    LogHealth logHealthIndicator(ComponentHost<LearnerExports> host, Cluster cluster) {
        return new LogHealth(status(host, cluster));
    }

    private static Supplier<LearnerStatus> status(ComponentHost<LearnerExports> host, Cluster cluster) {
        return () -> host.call("status", l -> l.learner().status(cluster.self()));
    }

    @Bean
    CatchingUpHealth catchingUpHealthIndicator(
            ComponentHost<LearnerExports> host, Cluster cluster, NodeClients clients, PaxosProperties properties) {
        return new CatchingUpHealth(
                status(host, cluster),
                new Leaders(clients.impatient(Role.PROPOSER, ProposerHttp.class))::chosenThrough,
                properties.start().patience());
    }

    @Bean
    StatusMeters<LearnerStatus> statusMeters(
            ComponentHost<LearnerExports> host, Cluster cluster, MeterRegistry meters) {
        return new StatusMeters<>(meters, status(host, cluster))
                .gauge(
                        "paxos.learner.chosen.through",
                        "All slots up to this one are learned",
                        LearnerStatus::chosenThrough)
                .gauge("paxos.learner.highest.slot", "The highest slot with a vote seen", LearnerStatus::highestSlot)
                .gauge(
                        "paxos.learner.lag",
                        "Slots with votes seen that are not learned yet",
                        status -> Math.max(0, status.highestSlot() - status.chosenThrough()))
                .gauge(
                        "paxos.learner.troubled",
                        "1 where votes show that acceptors have forgotten what is chosen",
                        status -> status.trouble().isPresent() ? 1 : 0);
    }
}

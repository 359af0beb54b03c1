package dev.paxoswasm.client;

import dev.paxoswasm.component.Imports;
import dev.paxoswasm.contract.acceptor.AcceptorHttp;
import dev.paxoswasm.contract.client.ClientStatus;
import dev.paxoswasm.contract.clientoutbox.ClientOutboxImport;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import dev.paxoswasm.host.Outbox;
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
import dev.paxoswasm.role.health.ReachabilityHealth;
import dev.paxoswasm.role.meters.Asked;
import dev.paxoswasm.role.meters.PeerMeters;
import dev.paxoswasm.role.storage.CallStorage;
import dev.paxoswasm.role.trace.Tracing;
import dev.paxoswasm.role.transport.Correspondence;
import dev.paxoswasm.role.transport.Deadlines;
import dev.paxoswasm.role.transport.LaneBounds;
import dev.paxoswasm.role.transport.NodeClients;
import dev.paxoswasm.role.transport.Peers;
import dev.paxoswasm.role.transport.Reachability;
import dev.paxoswasm.role.web.Admission;
import dev.paxoswasm.role.web.BodyLimit;
import dev.paxoswasm.role.web.ByteBudget;
import dev.paxoswasm.role.web.StreamedBody;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** A client: its component, which writes to the proposers and reads at the learners, and the API for users on top. */
@Configuration(proxyBeanMethods = false)
class ClientNode {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** How long a read waits, at least, and for how many election timeouts: longer than an election takes. */
    private static final Duration READ_PATIENCE = Duration.ofSeconds(3);

    private static final int READ_PATIENCE_ELECTIONS = 5;

    /** How long a read waits for one node, which others may stand in for. */
    private static final Duration NODE_PATIENCE = Duration.ofSeconds(1);

    @Bean
    Role role() {
        return Role.CLIENT;
    }

    @Bean
    LoadedComponent component(PaxosProperties properties) {
        return ComponentLoader.load(Role.CLIENT, properties.component());
    }

    @Bean
    EventPort<ClientExports> events() {
        return new EventPort<>();
    }

    @Bean
    Reachability proposers(NodeClients clients, Cluster cluster, MeterRegistry meters) {
        Peers<ProposerHttp> proposers = clients.impatient(Role.PROPOSER, ProposerHttp.class);
        return PeerMeters.shown(
                Reachability.of(proposers, ProposerHttp::status), proposers, cluster.ids(Role.PROPOSER), meters);
    }

    @Bean
    Reachability learners(NodeClients clients, Cluster cluster, MeterRegistry meters) {
        Peers<LearnerHttp> learners = clients.impatient(Role.LEARNER, LearnerHttp.class);
        return PeerMeters.shown(
                Reachability.of(learners, LearnerHttp::status), learners, cluster.ids(Role.LEARNER), meters);
    }

    @Bean
    ReachabilityHealth proposersHealthIndicator(@Qualifier("proposers") Reachability proposers) {
        return new ReachabilityHealth(proposers, 1);
    }

    @Bean
    ReachabilityHealth learnersHealthIndicator(@Qualifier("learners") Reachability learners) {
        return new ReachabilityHealth(learners, 1);
    }

    @Bean
    PendingProposals pending() {
        return new PendingProposals();
    }

    @Bean
    ClientMessages messages(
            NodeClients clients,
            EventPort<ClientExports> events,
            Outbox outbox,
            PendingProposals pending,
            @Qualifier("proposers") Reachability proposers,
            @Qualifier("learners") Reachability learners,
            LaneBounds bounds,
            MeterRegistry meters) {
        return new ClientMessages(
                new Correspondence<>(
                        "proposer",
                        clients.of(Role.PROPOSER, ProposerHttp.class),
                        bounds.values(),
                        events,
                        outbox,
                        proposers,
                        meters),
                new Correspondence<>(
                        "learner",
                        clients.waiting(Role.LEARNER, LearnerHttp.class, LONGEST_WAIT),
                        bounds.questions(),
                        events,
                        outbox,
                        learners,
                        meters),
                outbox,
                pending);
    }

    @Bean
    SubmissionGate gate() {
        return new SubmissionGate();
    }

    @Bean
    ComponentHost<ClientExports> host(
            LoadedComponent component,
            Cluster cluster,
            Attendance attendance,
            PaxosProperties properties,
            Outbox outbox,
            ClientMessages messages,
            EventPort<ClientExports> events,
            SubmissionGate gate,
            Clock clock,
            CallMeters meters,
            NodeRecordings recordings) {
        Function<LoadedComponent, Imports> imports = loaded -> {
            Imports.Builder offered = HostImports.of(cluster, attendance, properties, recordings, loaded);
            ClientOutboxImport.register(offered, messages);
            offered.boundLists(ClientOutboxImport.NAME, HostImports.mostInAMessage(cluster, properties));
            return offered.build();
        };
        HostedComponent<ClientExports> hosted = new HostedComponent<>(
                component,
                ComponentLimits.of(properties.component()),
                imports,
                ClientExports::of,
                client -> client.events().tick(clock.nowMillis(), clock.random()),
                new ClientSuccession(cluster.self(), gate));
        return events.attach(new ComponentHost<>(hosted, CallStorage.none(), outbox, meters, recordings));
    }

    @Bean
    Ticker ticker(ComponentHost<ClientExports> host, Cluster cluster, PaxosProperties properties, Clock clock) {
        return new Ticker(
                cluster.selfName(),
                properties.timing().tick(),
                clock,
                () -> host.run("tick", client -> client.events().tick(clock.nowMillis(), clock.random())));
    }

    @Bean
    Proposals proposals(
            Cluster cluster,
            PaxosProperties properties,
            ComponentHost<ClientExports> host,
            SubmissionGate gate,
            PendingProposals pending,
            LaneBounds bounds,
            Deadlines deadlines,
            MeterRegistry meters,
            ObjectProvider<Tracing> tracing) {
        return new Proposals(
                cluster.self(), properties, bounds, host, gate, pending, deadlines, meters, tracing.getIfAvailable());
    }

    @Bean
    ProposalReader proposalReader(JsonMapper json) {
        return new ProposalReader(json);
    }

    @Bean
    ProposalStream proposalStream(
            Proposals proposals,
            ProposalReader reader,
            JsonMapper json,
            BodyLimit limit,
            PaxosProperties properties,
            MeterRegistry meters) {
        ByteBudget budget = new ByteBudget(properties.http().maxStreamedSize());
        Gauge.builder("paxos.streams.read.ahead", budget, ByteBudget::taken)
                .baseUnit("bytes")
                .description("What was read of streams and is not answered yet")
                .register(meters);
        return new ProposalStream(proposals, reader, json, limit, properties.http(), budget);
    }

    @Bean
    ProposalFormat proposalFormat(ProposalReader reader, JsonMapper json) {
        return new ProposalFormat(reader, json);
    }

    @Bean
    PlainProposals plainProposals(Proposals proposals, ProposalFormat format) {
        return new PlainProposals(proposals, format);
    }

    @Bean
    StreamedBody streamedBody() {
        return new StreamedBody(BatchController.PATH, BatchController.LINES);
    }

    @Bean
    Watermarks watermarks(NodeClients clients, Cluster cluster) {
        return new Watermarks(
                clients.within(Role.PROPOSER, ProposerHttp.class, NODE_PATIENCE),
                clients.within(Role.ACCEPTOR, AcceptorHttp.class, NODE_PATIENCE),
                cluster.quorums().phase2());
    }

    /** Not a part of readiness: a client service answers, with an error, where no agreement is possible. */
    @Bean
    AgreementHealth agreementHealthIndicator(Watermarks watermarks, MeterRegistry meters) {
        AgreementHealth health = new AgreementHealth(watermarks);
        Asked<Boolean> possible = new Asked<>(health::isPossible);
        Gauge.builder("paxos.client.agreement", () -> {
                    Boolean latest = possible.latest();
                    return latest == null ? Double.NaN : latest ? 1 : 0;
                })
                .description("1 while a proposer leads, and a quorum of acceptors confirms it")
                .register(meters);
        return health;
    }

    @Bean
    LogReader log(NodeClients clients, Watermarks watermarks, PaxosProperties properties) {
        Duration elections = properties.timing().electionTimeout().multipliedBy(READ_PATIENCE_ELECTIONS);
        return new LogReader(
                clients.within(Role.LEARNER, LearnerHttp.class, NODE_PATIENCE),
                clients.waiting(Role.LEARNER, LearnerHttp.class, LogFollower.LONGEST_WAIT),
                watermarks,
                elections.compareTo(READ_PATIENCE) > 0 ? elections : READ_PATIENCE);
    }

    @Bean
    LogFollower follower(LogReader log, Admission admission, JsonMapper json) {
        return new LogFollower(log, admission, json);
    }

    @Bean
    StatusMeters<ClientStatus> statusMeters(ComponentHost<ClientExports> host, Cluster cluster, MeterRegistry meters) {
        return new StatusMeters<>(
                        meters, () -> host.call("status", c -> c.client().status(cluster.self())))
                .gauge("paxos.client.pending", "Commands neither chosen nor given up", ClientStatus::pending)
                .gauge(
                        "paxos.client.seen.through",
                        "The client has seen the log up to this slot",
                        ClientStatus::seenThrough);
    }
}

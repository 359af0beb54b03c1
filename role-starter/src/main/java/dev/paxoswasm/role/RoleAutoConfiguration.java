package dev.paxoswasm.role;

import dev.paxoswasm.contract.acceptor.AcceptorHttp;
import dev.paxoswasm.contract.proposer.ProposerHttp;
import dev.paxoswasm.host.Outbox;
import dev.paxoswasm.role.cluster.Attendance;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.cluster.PeerIdentities;
import dev.paxoswasm.role.component.CallMeters;
import dev.paxoswasm.role.component.Clock;
import dev.paxoswasm.role.component.ComponentHost;
import dev.paxoswasm.role.component.NodeRecordings;
import dev.paxoswasm.role.component.StorageRecovery;
import dev.paxoswasm.role.health.ClusterHealth;
import dev.paxoswasm.role.health.ComponentHealth;
import dev.paxoswasm.role.health.ComponentInfo;
import dev.paxoswasm.role.health.NodeHealth;
import dev.paxoswasm.role.health.StorageHealth;
import dev.paxoswasm.role.meters.HostMeters;
import dev.paxoswasm.role.meters.NodeTags;
import dev.paxoswasm.role.openapi.RoleOpenApi;
import dev.paxoswasm.role.storage.ReopenableStore;
import dev.paxoswasm.role.trace.Tracing;
import dev.paxoswasm.role.transport.Deadlines;
import dev.paxoswasm.role.transport.FeignCalls;
import dev.paxoswasm.role.transport.LaneBounds;
import dev.paxoswasm.role.transport.MessageCalls;
import dev.paxoswasm.role.transport.NearNode;
import dev.paxoswasm.role.transport.NearNodes;
import dev.paxoswasm.role.transport.NodeClients;
import dev.paxoswasm.role.transport.Reachability;
import dev.paxoswasm.role.transport.RemoteCalls;
import dev.paxoswasm.role.web.Admission;
import dev.paxoswasm.role.web.BodyLimit;
import dev.paxoswasm.role.web.ClusterCheckConfiguration;
import dev.paxoswasm.role.web.ComponentController;
import dev.paxoswasm.role.web.RecordingController;
import dev.paxoswasm.role.web.RequestMeters;
import dev.paxoswasm.role.web.RoleWebConfiguration;
import dev.paxoswasm.role.web.WireFormat;
import dev.paxoswasm.role.web.plain.PlainConfiguration;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import tools.jackson.databind.json.JsonMapper;

/** What every role's service has. The service itself says which {@link Role} it is, and hosts the component. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration"
        })
@EnableConfigurationProperties(PaxosProperties.class)
@Import({RoleWebConfiguration.class, ClusterCheckConfiguration.class, PlainConfiguration.class})
public class RoleAutoConfiguration {

    @Bean
    Cluster cluster(Role role, PaxosProperties properties, ConfigurableEnvironment environment) {
        ConfigurationKeys.check(environment);
        ConfigurationValues.check(properties);
        return Cluster.of(role, properties);
    }

    @Bean
    PeerIdentities peerIdentities(Cluster cluster, MeterRegistry meters) {
        PeerIdentities peers = new PeerIdentities(cluster);
        FunctionCounter.builder("paxos.cluster.disagreements", peers, PeerIdentities::disagreed)
                .description("Messages refused, here or there, since nodes say different things of the cluster")
                .register(meters);
        return peers;
    }

    @Bean
    BodyLimit bodyLimit(PaxosProperties properties) {
        return BodyLimit.of(properties.bounds());
    }

    @Bean
    JsonMapper jsonMapper(BodyLimit limit) {
        return WireFormat.json(limit.maxBytes());
    }

    @Bean
    Deadlines deadlines(Cluster cluster) {
        return new Deadlines(cluster.selfName());
    }

    /** The coordinator's component makes REST calls; between the others go the messages that every value pays for. */
    @Bean
    RemoteCalls remoteCalls(
            Cluster cluster,
            PaxosProperties properties,
            JsonMapper json,
            BodyLimit limit,
            Deadlines deadlines,
            PeerIdentities peers) {
        return cluster.role() == Role.COORDINATOR || cluster.isEncrypted()
                ? new FeignCalls(properties.http(), json, limit.maxBytes(), peers)
                : new MessageCalls(properties.http(), json, limit.maxBytes(), deadlines, peers);
    }

    /** Clients that drew their ids are asked for them, where anyone wants to call them: at the coordinator. */
    @Bean
    Attendance attendance(Cluster cluster, PaxosProperties properties, RemoteCalls calls) {
        return Attendance.watched(
                cluster,
                cluster.role() == Role.COORDINATOR
                        ? address -> NodeClients.idOfClientAt(
                                address, calls, properties.http().connectTimeout())
                        : Attendance.Introduction.unwanted());
    }

    @Bean
    NodeClients nodeClients(
            Cluster cluster,
            Attendance attendance,
            PaxosProperties properties,
            RemoteCalls calls,
            ObjectProvider<NearNodes> near) {
        // What the coordinator's component calls is one REST call each, wherever the node runs.
        NearNodes direct = cluster.role() == Role.COORDINATOR ? null : near.getIfAvailable();
        return new NodeClients(cluster, attendance, properties.http(), calls, direct);
    }

    @Bean
    LaneBounds laneBounds(PaxosProperties properties) {
        return new LaneBounds(properties);
    }

    @Bean
    @ConditionalOnBean(NearNodes.class)
    NearNode nearNode(
            NearNodes nodes,
            Cluster cluster,
            Admission admission,
            ApplicationContext context,
            RequestMeters meters,
            ObjectProvider<Tracing> tracing) {
        return new NearNode(
                nodes,
                cluster,
                context.getBean(cluster.role().operations()),
                admission,
                meters,
                tracing.getIfAvailable());
    }

    @Bean
    Outbox outbox() {
        return new Outbox();
    }

    @Bean
    Clock clock() {
        return new Clock();
    }

    @Bean
    static MeterRegistryCustomizer<MeterRegistry> nodeTags(ObjectProvider<Cluster> cluster) {
        return registry -> registry.config().commonTags(NodeTags.of(cluster.getObject()));
    }

    @Bean
    MeterBinder hostMeters(ComponentHost<?> host, ObjectProvider<ReopenableStore> store) {
        return meters -> {
            HostMeters.register(host, meters);
            store.ifAvailable(it -> HostMeters.register(it, meters));
        };
    }

    /** Null where it is off. That is no condition, for Spring would decide one when it prepares an image. */
    @Bean
    @Nullable
    Tracing tracing(PaxosProperties properties, Cluster cluster) {
        String endpoint = properties.tracing().endpoint();
        return endpoint == null || endpoint.isBlank()
                ? null
                : Tracing.of(endpoint, properties.tracing().probability(), cluster, Version.current());
    }

    @Bean
    CallMeters callMeters(MeterRegistry meters) {
        return new CallMeters(meters);
    }

    @Bean
    NodeRecordings recordings(Cluster cluster, PaxosProperties properties) {
        return NodeRecordings.of(cluster, properties.recording(), Version.current());
    }

    @Bean
    NodeHealth nodeHealthIndicator(ComponentHost<?> host, ObjectProvider<StorageRecovery> recovery) {
        return new NodeHealth(host, recovery.getIfAvailable());
    }

    @Bean
    ComponentHealth componentHealthIndicator(ComponentHost<?> host) {
        return new ComponentHealth(host);
    }

    @Bean
    @ConditionalOnBean(ReopenableStore.class)
    StorageRecovery storageRecovery(Cluster cluster, ComponentHost<?> host, ReopenableStore store) {
        return new StorageRecovery(cluster.selfName(), host, store);
    }

    @Bean
    @ConditionalOnBean(ReopenableStore.class)
    StorageHealth storageHealthIndicator(ReopenableStore store, StorageRecovery recovery) {
        return new StorageHealth(store, recovery);
    }

    /** Acceptors and proposers hold the cluster together: those that are not heard anyway are asked. */
    @Bean
    ClusterHealth clusterHealthIndicator(PeerIdentities peers, NodeClients clients) {
        return new ClusterHealth(
                peers,
                List.of(
                        Reachability.of(clients.impatient(Role.ACCEPTOR, AcceptorHttp.class), AcceptorHttp::status),
                        Reachability.of(clients.impatient(Role.PROPOSER, ProposerHttp.class), ProposerHttp::status)));
    }

    @Bean
    ComponentInfo componentInfo(ComponentHost<?> host, Cluster cluster) {
        return new ComponentInfo(host, cluster, Version.current());
    }

    @Bean
    ComponentController componentController(ComponentHost<?> host, PaxosProperties properties) {
        return new ComponentController(host, properties);
    }

    @Bean
    RecordingController recordingController(ComponentHost<?> host, PaxosProperties properties) {
        return new RecordingController(host, properties.recording().from());
    }

    @Bean
    ApplicationListener<WebServerInitializedEvent> servingNotice(Cluster cluster) {
        return event -> LoggerFactory.getLogger(RoleAutoConfiguration.class)
                .info(
                        "{} serves on port {}",
                        cluster.selfName(),
                        event.getWebServer().getPort());
    }

    @Bean
    Farewell farewell() {
        return new Farewell();
    }

    @Bean
    Pause pause(PaxosProperties properties, Farewell farewell) {
        return new Pause(properties.stop().pause(), farewell);
    }

    @Bean
    StopNotice stopNotice(ApplicationContext context, Cluster cluster) {
        return new StopNotice(context, cluster);
    }

    @Bean
    RoleOpenApi roleOpenApi(Cluster cluster) {
        return new RoleOpenApi(cluster, Version.current());
    }
}

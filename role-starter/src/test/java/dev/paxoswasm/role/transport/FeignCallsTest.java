package dev.paxoswasm.role.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.PeerIdentities;
import dev.paxoswasm.role.testing.Clusters;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.web.WireFormat;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What a coordinator's calls, and those over TLS, say of the cluster, and what they hear. */
class FeignCallsTest {

    private static final long MAX_BODY_BYTES = 1_000;
    private static final LearnerStatus STATUS = new LearnerStatus(2, 7, 9, Optional.empty());

    private HttpServer server;
    private int status = 200;
    private byte[] body = WitBinary.encode(STATUS);
    private String heard = "";
    private final Set<InetSocketAddress> callers = new HashSet<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            callers.add(exchange.getRemoteAddress());
            heard = exchange.getRequestHeaders().getFirst("Paxos-Cluster");
            exchange.getResponseHeaders()
                    .add(
                            "Paxos-Cluster",
                            "id=other; acceptors=1,2,3; proposers=1,2; phase1=2; phase2=2; node=learner 2");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private PeerIdentities peers() {
        return new PeerIdentities(Clusters.of(Role.COORDINATOR, 1, "paxos.cluster.learners:2=" + address()));
    }

    private static FeignCalls calls(PeerIdentities peers) {
        PaxosProperties.Http http = new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("paxos", PaxosProperties.class)
                .http();
        return new FeignCalls(http, WireFormat.json(MAX_BODY_BYTES), MAX_BODY_BYTES, peers);
    }

    @Test
    void one_that_cannot_be_connected_to_costs_the_others_no_connection() {
        try (FeignCalls calls = calls(peers())) {
            LearnerHttp learner = calls.to(LearnerHttp.class, address(), Duration.ofSeconds(10));
            URI nowhere = URI.create("http://127.0.0.1:" + LocalCluster.freePort());
            LearnerHttp absent = calls.to(LearnerHttp.class, nowhere, Duration.ofSeconds(10));

            learner.status(2);
            assertThat(catchThrowable(() -> absent.status(2))).hasRootCauseInstanceOf(ConnectException.class);
            learner.status(2);

            assertThat(callers).hasSize(1);
        }
    }

    @Test
    void they_name_cluster_and_node_and_are_told_of_another_cluster() {
        PeerIdentities peers = peers();
        try (FeignCalls calls = calls(peers)) {
            URI address = address();
            LearnerHttp learner = calls.to(LearnerHttp.class, address, Duration.ofSeconds(10));

            assertThat(learner.status(2)).isEqualTo(STATUS);
            assertThat(heard)
                    .isEqualTo("id=paxos; acceptors=1,2,3; proposers=1,2; phase1=2; phase2=2; node=coordinator 1");
            assertThat(peers.lately().agreeing()).containsExactly("learner 2");

            status = 421;
            body = "{\"type\":\"urn:paxos-wasm:problem:other-cluster\",\"detail\":\"both values\"}"
                    .getBytes(StandardCharsets.UTF_8);
            RuntimeException refused = catchThrowableOfType(RuntimeException.class, () -> learner.status(2));
            assertThat(RemoteFailure.refusal("learner 2", refused))
                    .isEqualTo(new Refusal.Unavailable("learner 2 refused it: both values"));
            assertThat(peers.lately().disagreements())
                    .containsExactly("learner 2 has paxos.cluster.id=other, and this node has paxos.cluster.id=paxos"
                            + " (1 time)");
        }
    }
}

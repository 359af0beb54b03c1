package dev.paxoswasm.role.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.learner.LearnOutcome;
import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.LearnerHttp;
import dev.paxoswasm.contract.learner.LearnerStatus;
import dev.paxoswasm.contract.types.Refusal;
import dev.paxoswasm.contract.types.RefusalException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.role.cluster.PeerIdentities;
import dev.paxoswasm.role.testing.Clusters;
import dev.paxoswasm.role.web.WireFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Over real sockets, to a server that answers what each test wants. */
class MessageCallsTest {

    private static final int MAX_BODY_BYTES = 1_000;
    private static final LearnRequest VOTES = new LearnRequest(List.of());
    private static final LearnOutcome LEARNED = new LearnOutcome(7);

    private final Deadlines deadlines = new Deadlines("test");
    private final PeerIdentities peers = new PeerIdentities(Clusters.of(Role.PROPOSER, 1));
    private final MessageCalls calls = new MessageCalls(
            new Binder(new MapConfigurationPropertySource())
                    .bindOrCreate("paxos", PaxosProperties.class)
                    .http(),
            WireFormat.json(MAX_BODY_BYTES),
            MAX_BODY_BYTES,
            deadlines,
            peers);
    private final Set<InetSocketAddress> connections = new HashSet<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer server;
    private Answer answer = exchange -> answer(exchange, 200, WitBinary.encode(LEARNED));
    private String heard = "";
    private String heardCluster = "";
    private byte[] heardBody = {};

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        start(0);
    }

    private void start(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.createContext("/", exchange -> {
            connections.add(exchange.getRemoteAddress());
            heard = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().get("Content-Type") + " "
                    + exchange.getRequestHeaders().get("Accept");
            heardCluster = exchange.getRequestHeaders().getFirst(PeerIdentities.HEADER);
            heardBody = exchange.getRequestBody().readAllBytes();
            answer.to(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        calls.close();
        deadlines.close();
        server.stop(0);
    }

    private LearnerHttp learner(Duration readTimeout) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return calls.to(LearnerHttp.class, address, readTimeout);
    }

    private LearnerHttp learner() {
        return learner(Duration.ofSeconds(10));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** What a component is told of a call that failed. */
    private static Refusal refusal(LearnerHttp learner) {
        RuntimeException failure = catchThrowableOfType(RuntimeException.class, () -> learner.learn(2, VOTES));
        return RemoteFailure.refusal("learner 2", failure);
    }

    private static void assertUnavailable(Refusal refusal, String why) {
        assertThat(refusal)
                .isInstanceOfSatisfying(
                        Refusal.Unavailable.class,
                        unavailable -> assertThat(unavailable.unavailable()).contains(why));
    }

    @Test
    void a_call_is_a_post_of_its_parameter_in_binary_to_the_node_that_the_path_names() {
        assertThat(learner().learn(2, VOTES)).isEqualTo(LEARNED);
        assertThat(heard)
                .isEqualTo("POST /learners/2/learn [application/vnd.wit-value]"
                        + " [application/vnd.wit-value, application/problem+json]");
        assertThat(heardBody).isEqualTo(WitBinary.encode(VOTES));
    }

    @Test
    void a_call_without_a_parameter_is_a_get() {
        LearnerStatus status = new LearnerStatus(2, 7, 9, Optional.empty());
        answer = exchange -> answer(exchange, 200, WitBinary.encode(status));

        assertThat(learner().status(2)).isEqualTo(status);
        assertThat(heard).startsWith("GET /learners/2/status null");
    }

    @Test
    void calls_one_after_the_other_take_one_connection_also_after_a_refusal() {
        LearnerHttp learner = learner();
        learner.learn(2, VOTES);
        answer = exchange ->
                answer(exchange, 429, "{\"refusal\":{\"overloaded\":250}}".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(learner)).isEqualTo(new Refusal.Overloaded(250));
        answer = exchange -> answer(exchange, 200, WitBinary.encode(LEARNED));
        learner.learn(2, VOTES);

        assertThat(connections).hasSize(1);
    }

    @Test
    void connections_to_a_node_that_nobody_has_called_for_long_are_given_up_and_made_again_at_need()
            throws IOException {
        AtomicLong now = new AtomicLong();
        try (ServerSocket node = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MessageCalls calls = new MessageCalls(
                        Clusters.properties().http(),
                        WireFormat.json(MAX_BODY_BYTES),
                        MAX_BODY_BYTES,
                        deadlines,
                        peers,
                        now::get)) {
            URI address = URI.create("http://127.0.0.1:" + node.getLocalPort());
            LearnerHttp learner = calls.to(LearnerHttp.class, address, Duration.ofSeconds(10));
            try (Socket kept = answered(node, learner)) {
                now.addAndGet(Duration.ofMinutes(2).toNanos());
                calls.to(LearnerHttp.class, URI.create("http://127.0.0.1:1"), Duration.ofSeconds(10));

                kept.setSoTimeout(10_000);
                assertThatThrownBy(() -> kept.getInputStream().read())
                        .as("closed, and not too late")
                        .isInstanceOf(SocketException.class);
            }
            answered(node, learner).close();
        }
    }

    /** A new connection, over which one call was answered. */
    private static Socket answered(ServerSocket node, LearnerHttp learner) throws IOException {
        LearnerStatus status = new LearnerStatus(2, 7, 9, Optional.empty());
        CompletableFuture<LearnerStatus> call = CompletableFuture.supplyAsync(() -> learner.status(2));
        Socket connection = node.accept();
        BufferedReader request = new BufferedReader(new InputStreamReader(connection.getInputStream()));
        while (!request.readLine().isEmpty()) {
            // The head goes on; there is no body.
        }
        byte[] body = WitBinary.encode(status);
        String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
        connection.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        connection.getOutputStream().write(body);
        assertThat(call.join()).isEqualTo(status);
        return connection;
    }

    @Test
    void a_problem_that_carries_no_refusal_means_that_the_node_cannot_serve() {
        answer = exchange -> answer(exchange, 503, "{\"detail\":\"shutting down\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(learner())).isEqualTo(new Refusal.Unavailable("shutting down"));

        answer = exchange -> answer(exchange, 502, "<html>".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(learner())).isEqualTo(new Refusal.Unavailable("answered with status 502"));
    }

    @Test
    void every_call_says_of_which_cluster_it_is_and_of_which_node() {
        learner().learn(2, VOTES);
        assertThat(heardCluster)
                .isEqualTo("id=paxos; acceptors=1,2,3; proposers=1,2; phase1=2; phase2=2; node=proposer 1");

        answer = exchange -> answer(exchange, 200, WitBinary.encode(new LearnerStatus(2, 7, 9, Optional.empty())));
        heardCluster = "";
        learner().status(2);
        assertThat(heardCluster).endsWith("node=proposer 1");
    }

    @Test
    void a_node_of_another_cluster_is_unavailable_with_both_values_and_was_not_heard() {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Cluster cluster = Clusters.of(Role.PROPOSER, 1, "paxos.cluster.learners:2=" + address);
        PeerIdentities heard = new PeerIdentities(cluster);
        answer = exchange -> {
            exchange.getResponseHeaders()
                    .add(
                            PeerIdentities.HEADER,
                            "id=paxos; acceptors=1,2,3; proposers=1,2; phase1=3; phase2=1; node=learner 2");
            answer(
                    exchange,
                    421,
                    "{\"type\":\"urn:paxos-wasm:problem:other-cluster\",\"detail\":\"both values\"}"
                            .getBytes(StandardCharsets.UTF_8));
        };
        try (MessageCalls calls = new MessageCalls(
                new Binder(new MapConfigurationPropertySource())
                        .bindOrCreate("paxos", PaxosProperties.class)
                        .http(),
                WireFormat.json(MAX_BODY_BYTES),
                MAX_BODY_BYTES,
                deadlines,
                heard)) {
            LearnerHttp learner = calls.to(LearnerHttp.class, address, Duration.ofSeconds(10));

            assertThat(refusal(learner)).isEqualTo(new Refusal.Unavailable("learner 2 refused it: both values"));
            assertThat(catchThrowableOfType(RuntimeException.class, () -> learner.learn(2, VOTES)))
                    .as("no refusal of its component")
                    .isNotInstanceOf(RefusalException.class);
            assertThat(heard.lately().differing()).containsExactly("learner 2");
            assertThat(heard.lately().disagreements())
                    .containsExactly("learner 2 has paxos.quorum.phase1=3, paxos.quorum.phase2=1, and this node has"
                            + " paxos.quorum.phase1=2, paxos.quorum.phase2=2 (2 times)");

            answer = exchange -> answer(exchange, 200, WitBinary.encode(LEARNED));
            learner.learn(2, VOTES);
            assertThat(heard.lately().agreeing()).containsExactly("learner 2");
        }
    }

    @Test
    void an_answer_that_is_no_value_of_its_type_or_too_long_is_a_failure_and_its_connection_is_not_used_again() {
        LearnerHttp learner = learner();
        answer = exchange -> answer(exchange, 200, new byte[] {(byte) 0xFF});
        assertUnavailable(refusal(learner), "learner 2 gave an answer that is not what the contract says");

        answer = exchange -> answer(exchange, 200, new byte[MAX_BODY_BYTES + 1]);
        assertUnavailable(refusal(learner), "the answer is longer than 1000 bytes");
        connections.clear();
        answer = exchange -> answer(exchange, 200, WitBinary.encode(LEARNED));
        learner.learn(2, VOTES);
        learner.learn(2, VOTES);
        assertThat(connections).hasSize(1);
    }

    @Test
    void an_answer_whose_head_does_not_end_is_a_failure() {
        answer = exchange -> {
            exchange.getResponseHeaders().add("Endless", "x".repeat(10_000));
            answer(exchange, 200, WitBinary.encode(LEARNED));
        };
        assertUnavailable(refusal(learner()), "Maximum line length limit exceeded");

        answer = exchange -> {
            for (int i = 0; i < 200; i++) {
                exchange.getResponseHeaders().add("Header-" + i, "x");
            }
            answer(exchange, 200, WitBinary.encode(LEARNED));
        };
        assertUnavailable(refusal(learner()), "Maximum header count exceeded");
    }

    @Test
    void a_node_that_does_not_answer_in_time_is_told_from_one_that_refuses() {
        answer = exchange -> {
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertUnavailable(
                refusal(learner(Duration.ofMillis(50))), "learner 2 could not be reached: no answer within PT0.05S");
    }

    @Test
    void a_node_that_was_started_again_is_reached_once_the_dead_connection_was_noticed() throws IOException {
        LearnerHttp learner = learner();
        learner.learn(2, VOTES);
        int port = server.getAddress().getPort();
        server.stop(0);
        assertUnavailable(refusal(learner), "learner 2 could not be reached: ");
        assertUnavailable(refusal(learner), "learner 2 could not be reached: Connection refused");

        start(port);
        assertThat(learner.learn(2, VOTES)).isEqualTo(LEARNED);
    }
}

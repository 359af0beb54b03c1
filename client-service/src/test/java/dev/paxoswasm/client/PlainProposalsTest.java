package dev.paxoswasm.client;

import static dev.paxoswasm.client.RawConnection.proposal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.client.RawConnection.Answer;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Proposals past the container: nobody can tell but by the time it takes. */
@Timeout(120)
class PlainProposalsTest {

    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";

    /** Whoever sends this is served by the container. */
    private static final String NOT_PLAIN = "X-Not-Plain: yes";

    private static LocalCluster cluster;
    private static RunningNode client;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = ClientCluster.in(
                data,
                "server.tomcat.connection-timeout=2s",
                "server.tomcat.keep-alive-timeout=2s",
                // Nobody shall step down because this machine is busy.
                "paxos.timing.election-timeout=3s");
        client = ClientCluster.started(cluster);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void nothing_is_held_any_more() {
        await().untilAsserted(() -> {
            assertThat(client.meter("paxos_requests_in_flight")).isZero();
            assertThat(client.meter("paxos_requests_bodies_bytes")).isZero();
        });
        assertThat(client.get("/actuator/health").statusCode()).isEqualTo(200);
    }

    private static String value(String text) {
        return "{\"value\":\"" + text + "\"}";
    }

    private static double plain() {
        return client.meter("paxos_requests_plain_total");
    }

    static final List<String> BODIES = List.of(
            value("a text"),
            "{\"value\":\"\"}",
            "{\"value\":\"\u00e4\u20ac\\u0000\\\"\"}",
            "{\"value\":\"/wA=\",\"encoding\":\"base64\"}",
            "{\"value\":\"x\",\"encoding\":null}",
            "{\"value\":\"x\",\"encoding\":\"rot13\"}",
            "{\"value\":\"=\",\"encoding\":\"base64\"}",
            "{\"value\":\"\\ud800\"}",
            "{\"value\":7}",
            "{\"worth\":\"x\"}",
            "{}",
            "[]",
            "null",
            "{\"value\":\"x\"",
            "{\"value\":\"x\",\"value\":\"y\"}",
            value("x") + value("y"),
            "\"x\"");

    @ParameterizedTest
    @FieldSource("BODIES")
    void the_answer_is_what_the_container_would_have_given(String body) throws IOException {
        for (String type : List.of(JSON, BYTES, "Application/JSON; charset=UTF-8")) {
            assertAnsweredAlike(type, body);
        }
    }

    @Test
    void so_it_is_with_a_wait_and_with_one_that_is_none() throws IOException {
        for (String wait : List.of("wait=7", "wait=99", "wait=0", "wait=soon", "respond-async")) {
            assertAnsweredAlike(JSON, value("x"), "Prefer: " + wait);
        }
    }

    private static void assertAnsweredAlike(String type, String body, String... lines) throws IOException {
        try (RawConnection connection = RawConnection.to(client)) {
            double before = plain();
            Answer plain = connection.send(proposal(type, body, lines)).answer();
            assertThat(plain()).as("a plain one").isEqualTo(before + 1);
            String[] more = Arrays.copyOf(lines, lines.length + 1);
            more[lines.length] = NOT_PLAIN;
            Answer other = connection.send(proposal(type, body, more)).answer();
            assertThat(plain()).as("another").isEqualTo(before + 1);

            assertThat(plain.timeless()).isEqualTo(other.timeless());
        }
    }

    @Test
    void plain_ones_and_others_take_turns_on_a_connection() throws IOException {
        try (RawConnection connection = RawConnection.to(client)) {
            for (int i = 0; i < 20; i++) {
                String text = "turn " + i;
                connection.send(i % 3 == 0 ? proposal(JSON, value(text), NOT_PLAIN) : proposal(JSON, value(text)));
                assertThat(connection.answer().body()).contains(value(text).substring(1, text.length() + 9));
                connection.send("GET /v1/log/1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertThat(connection.answer().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void one_that_comes_in_two_pieces_is_answered_wherever_it_is_cut() throws IOException {
        byte[] whole = proposal(JSON, value("in two pieces")).getBytes(UTF_8);
        try (RawConnection connection = RawConnection.to(client);
                RawConnection other = RawConnection.to(client)) {
            for (int cut = 1; cut < whole.length; cut += 7) {
                connection.send(Arrays.copyOf(whole, cut));
                // Once this is answered, the piece has been looked at.
                other.send(proposal(JSON, value("between the pieces"))).answer();
                connection.send(Arrays.copyOfRange(whole, cut, whole.length));
                assertThat(connection.answer().status()).as("cut at %d", cut).isEqualTo(201);
            }
        }
    }

    @Test
    void requests_that_do_not_wait_for_answers_are_answered_in_their_order() throws IOException {
        try (RawConnection connection = RawConnection.to(client)) {
            StringBuilder together = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                connection.send(proposal(JSON, value("alone " + i)));
                together.append(proposal(JSON, value("together " + i)));
            }
            connection.send(together.toString());
            for (String how : List.of("alone ", "together ")) {
                for (int i = 0; i < 20; i++) {
                    assertThat(connection.answer().body()).contains("\"" + how + i + "\"");
                }
            }
        }
    }

    @Test
    void one_that_does_not_read_its_answers_is_given_up_and_others_do_not_notice() throws IOException {
        // Six times as long in JSON.
        byte[] request = proposal(BYTES, "\u0001".repeat(7_500)).getBytes(UTF_8);
        try (RawConnection deaf = RawConnection.narrow(client);
                RawConnection other = RawConnection.to(client)) {
            Thread sender = Thread.ofVirtual().start(() -> sendUntilClosed(deaf, request));
            while (sender.isAlive()) {
                assertThat(other.send(proposal(JSON, value("beside the deaf one")))
                                .answer()
                                .status())
                        .isEqualTo(201);
            }
        }
    }

    private static void sendUntilClosed(RawConnection connection, byte[] request) {
        try {
            while (true) {
                connection.send(request);
            }
        } catch (IOException e) {
            assertThat(e).as("closed by the service").isInstanceOf(SocketException.class);
        }
    }

    @Test
    void one_that_is_gone_before_its_answer_is_nobodys_fault() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (RawConnection gone = RawConnection.to(client)) {
                gone.send(proposal(JSON, value("from one that is gone"))).reset();
            }
        }
    }

    @Test
    void a_connection_is_kept_between_requests_for_as_long_as_the_container_keeps_it() throws IOException {
        try (RawConnection connection = RawConnection.to(client)) {
            connection.send(proposal(JSON, value("before the silence"))).answer();
            long start = System.nanoTime();
            assertThat(connection.isClosed()).isTrue();
            assertThat(System.nanoTime() - start).isBetween(1_500_000_000L, 10_000_000_000L);
        }
    }
}

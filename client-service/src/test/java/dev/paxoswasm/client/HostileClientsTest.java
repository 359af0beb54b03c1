package dev.paxoswasm.client;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Clients that send too much, too little, too slowly or nothing that makes sense, or do not listen: the others do not
 * notice.
 */
@Timeout(120)
class HostileClientsTest {

    private static final String ONE = "/v1/proposals";
    private static final String BATCH = "/v1/proposals:batch";
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private static final int MAX_IN_FLIGHT = 64;
    private static final int MAX_WAITING = 1_010;
    private static final long MAX_STREAMED_BYTES = 8 << 20;

    private static LocalCluster cluster;
    private static RunningNode client;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = ClientCluster.in(
                data,
                "paxos.http.max-in-flight=" + MAX_IN_FLIGHT,
                "paxos.http.max-waiting=" + MAX_WAITING,
                "paxos.http.max-body-size-in-flight=8MB",
                "paxos.http.max-streamed-size=8MB",
                "paxos.http.max-read-ahead-size=2MB",
                "paxos.http.max-batch-values=500",
                "paxos.http.body-timeout=2s",
                "server.tomcat.connection-timeout=6s",
                // Nobody shall step down because this machine is busy.
                "paxos.timing.election-timeout=3s");
        client = ClientCluster.started(cluster);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void listen() {
        logged.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(logged);
    }

    /** Whatever a client did, it is not the service's fault, all that it held is given back, and others are served. */
    @AfterEach
    void the_service_is_well_and_complains_of_nothing() {
        assertServed("afterwards");
        await().untilAsserted(() -> {
            assertThat(client.meter("paxos_requests_waiting")).isZero();
            assertThat(client.meter("paxos_requests_in_flight")).isZero();
            assertThat(client.meter("paxos_requests_bodies_bytes")).isZero();
            assertThat(client.meter("paxos_streams_read_ahead_bytes")).isZero();
        });
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(logged);
        assertThat(List.copyOf(logged.list))
                .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .isEmpty();
        assertThat(client.get("/actuator/health").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> post(String mediaType, String body) {
        return client.send(HttpRequest.newBuilder(client.uri(BATCH))
                .header("Content-Type", mediaType)
                .header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String value(String text) {
        return "{\"value\":\"" + text + "\"}";
    }

    private static void assertServed(String text) {
        HttpResponse<String> response = client.postJson(ONE, value(text));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
    }

    private static Set<String> log() {
        Set<String> values = new HashSet<>();
        for (long from = 1; ; ) {
            JsonNode entries = RunningNode.json(client.get("/v1/log?from=" + from + "&limit=1000"))
                    .path("entries");
            if (entries.isEmpty()) {
                return values;
            }
            for (JsonNode entry : entries) {
                values.add(entry.path("value").asString());
                from = entry.path("slot").asLong() + 1;
            }
        }
    }

    private static String read(JsonNode outcome) {
        return RunningNode.json(client.get("/v1/log/" + outcome.path("slot").asLong()))
                .path("value")
                .asString();
    }

    @Test
    void who_asks_for_the_head_of_the_event_stream_gets_that_and_takes_no_place() {
        for (String path : List.of("/v1/log:follow", "/v1/log")) {
            HttpResponse<String> head = client.send(HttpRequest.newBuilder(client.uri(path))
                    .header("Accept", "text/event-stream")
                    .HEAD());

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
        }
    }

    @Test
    void a_batch_of_too_many_values_is_refused_as_a_whole() {
        String values = Stream.generate(() -> value("one too many")).limit(501).collect(Collectors.joining(","));

        assertProblem(
                post(JSON, "[" + values + "]"),
                413,
                "too-large",
                "more than 500 values, the most (paxos.http.max-batch-values)");

        assertThat(log()).doesNotContain("one too many");
    }

    @Test
    void a_batch_of_too_many_bytes_is_refused_as_a_whole_whether_its_length_is_said_or_not() throws IOException {
        String values = Stream.generate(() -> value("too heavy " + "x".repeat(1 << 16)))
                .limit(40)
                .collect(Collectors.joining(",", "[", "]"));

        assertProblem(post(JSON, values), 413, "too-large", "bytes, the most");
        try (RawRequest request = RawRequest.chunked(client, BATCH, JSON)) {
            try {
                request.chunk(values).lastChunk();
            } catch (SocketException e) {
                assertThat(e).as("closed while it was sent").isNotNull();
            }
            assertThat(request.status()).isEqualTo(413);
        }

        assertThat(log()).noneMatch(value -> value.startsWith("too heavy"));
    }

    @Test
    void of_a_stream_cut_in_the_middle_the_complete_lines_are_chosen() throws IOException {
        try (RawRequest stream = RawRequest.chunked(client, BATCH, LINES)) {
            stream.chunk(value("whole 1") + "\n" + value("whole 2") + "\n{\"value\":\"hal");
            assertThat(stream.status()).isEqualTo(200);
        }

        await().untilAsserted(() ->
                assertThat(log()).contains("whole 1", "whole 2").noneMatch(value -> value.startsWith("hal")));
    }

    @ParameterizedTest
    @FieldSource("CUT")
    void of_any_other_body_cut_in_the_middle_nothing_is_proposed(List<String> cut) throws IOException {
        try (RawRequest request = RawRequest.ofLength(client, cut.get(0), cut.get(1), 1_000)) {
            request.send(cut.get(2));
        }

        // It is served before what is asked later, or it never is.
        assertServed("after the cut");
        await().untilAsserted(() ->
                assertThat(client.meter("paxos_requests_in_flight")).isZero());
        assertThat(log()).noneMatch(value -> value.contains("not all of it"));
    }

    static final List<List<String>> CUT = List.of(
            List.of(ONE, JSON, value("not all of it")),
            List.of(ONE, "application/octet-stream", "not all of it"),
            List.of(BATCH, JSON, "[" + value("not all of it") + "," + value("not all of it")));

    @ParameterizedTest
    @FieldSource("BAD_LINES")
    void a_bad_line_is_refused_by_its_index_and_the_others_are_chosen(BadLine bad) throws IOException {
        try (RawRequest stream = RawRequest.chunked(client, BATCH, LINES)) {
            stream.chunk(value("before") + "\n").chunk(bad.line()).chunk("\n" + value("after " + bad.name()) + "\n");
            stream.lastChunk();
            assertThat(read(RunningNode.tree(stream.line()))).isEqualTo("before");
            JsonNode refused = RunningNode.tree(stream.line());
            assertThat(refused.path("index").asInt()).isEqualTo(1);
            assertThat(refused.at("/problem/status").asInt()).isEqualTo(bad.status());
            assertThat(refused.at("/problem/detail").asString())
                    .contains(bad.detail())
                    .hasSizeLessThan(1_000);
            assertThat(read(RunningNode.tree(stream.line()))).isEqualTo("after " + bad.name());
            assertThat(stream.line()).isNull();
        }
    }

    private record BadLine(String name, byte[] line, int status, String detail) {

        BadLine(String name, String line, int status, String detail) {
            this(name, line.getBytes(UTF_8), status, detail);
        }

        /** A text of bytes that stand for themselves. */
        static BadLine ofBytes(String name, int... text) {
            byte[] line = value("?".repeat(text.length)).getBytes(UTF_8);
            for (int i = 0; i < text.length; i++) {
                line[value("").length() - 2 + i] = (byte) text[i];
            }
            return new BadLine(name, line, 400, "UTF-8");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<BadLine> BAD_LINES = List.of(
            new BadLine("no JSON", "{\"value\":", 400, "malformed"),
            new BadLine("two values", value("x") + value("y"), 400, "followed by something else"),
            new BadLine("another type", "[\"x\"]", 400, "must be an object"),
            new BadLine("a name twice", "{\"value\":\"x\",\"value\":\"y\"}", 400, "Duplicate"),
            new BadLine("deep nesting", "{\"value\":" + "[".repeat(100_000), 400, "nesting"),
            new BadLine("a long number", "{\"value\":" + "9".repeat(100_000) + "}", 400, "bound"),
            new BadLine("a long name", "{\"" + "n".repeat(100_000) + "\":1}", 400, "bound"),
            new BadLine(
                    "a long encoding", "{\"value\":\"\",\"encoding\":\"" + "e".repeat(100_000) + "\"}", 400, "utf-8"),
            new BadLine("bad base64", "{\"value\":\"a=b\",\"encoding\":\"base64\"}", 400, "base64"),
            new BadLine("half a pair", "{\"value\":\"\\ud800\"}", 400, "surrogate"),
            new BadLine("a value over the bound", value("x".repeat((1 << 20) + 1)), 413, "max-value-size"),
            new BadLine("a line over the bound", value("x".repeat(3 << 20)), 413, "line is longer"),
            new BadLine(
                    "UTF-16",
                    new String(value("x").getBytes(java.nio.charset.StandardCharsets.UTF_16BE), UTF_8),
                    400,
                    "malformed"),
            BadLine.ofBytes("a byte of no text", 0xFF),
            BadLine.ofBytes("a character cut short", 0xC3),
            BadLine.ofBytes("a character longer than it must be", 0xC0, 0xAF),
            BadLine.ofBytes("half a pair in bytes", 0xED, 0xA0, 0x80),
            BadLine.ofBytes("a pair in bytes", 0xED, 0xA0, 0x80, 0xED, 0xB0, 0x80),
            BadLine.ofBytes("a character beyond all", 0xF4, 0x90, 0x80, 0x80));

    @Test
    void a_line_that_never_ends_ends_its_stream() throws IOException {
        try (RawRequest stream = RawRequest.chunked(client, BATCH, LINES)) {
            stream.chunk(value("before the endless one") + "\n");
            assertThat(read(RunningNode.tree(stream.line()))).isEqualTo("before the endless one");

            byte[] more = "x".repeat(1 << 16).getBytes(UTF_8);
            Thread sender = Thread.ofVirtual().start(() -> sendUntilClosed(stream, more));

            JsonNode last = RunningNode.tree(stream.line());
            assertThat(last.at("/problem/status").asInt()).isEqualTo(408);
            assertThat(last.at("/problem/detail").asString()).contains("within 2 s (paxos.http.body-timeout)");
            assertThat(client.meter("paxos_streams_read_ahead_bytes")).isLessThan(MAX_STREAMED_BYTES);
            join(sender);
        }
    }

    private static void sendUntilClosed(RawRequest stream, byte[] more) {
        try {
            while (true) {
                stream.chunk(more);
            }
        } catch (IOException e) {
            assertThat(e).as("closed by the service").isInstanceOf(SocketException.class);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void a_line_that_comes_byte_by_byte_ends_its_stream_and_blank_lines_do_not() throws Exception {
        try (RawRequest stream = RawRequest.chunked(client, BATCH, LINES)) {
            // Longer than a line may take, and than a connection may be silent.
            for (int i = 0; i < 30; i++) {
                stream.chunk("\n");
                Thread.sleep(250);
            }
            stream.chunk(value("still there") + "\n");
            assertThat(read(RunningNode.tree(stream.line()))).isEqualTo("still there");

            assertSentInVain(stream, value("byte by byte"));
            assertThat(RunningNode.tree(stream.line()).at("/problem/status").asInt())
                    .isEqualTo(408);
        }
        assertThat(log()).doesNotContain("byte by byte");
    }

    private static void assertSentInVain(RawRequest request, String text) throws InterruptedException {
        long end = System.nanoTime() + 20_000_000_000L;
        try {
            for (int i = 0; System.nanoTime() < end; i = (i + 1) % text.length()) {
                request.chunk(text.substring(i, i + 1));
                Thread.sleep(250);
            }
            throw new AssertionError("it was read for 20 s");
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void bodies_that_come_byte_by_byte_are_given_up_and_hold_up_nobody_else() throws Exception {
        List<RawRequest> slow = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_IN_FLIGHT - 4; i++) {
                slow.add(RawRequest.chunked(client, i % 2 == 0 ? ONE : BATCH, JSON)
                        .chunk("["));
            }
            await().untilAsserted(() ->
                    assertThat(client.meter("paxos_requests_in_flight")).isEqualTo(MAX_IN_FLIGHT - 4));
            assertServed("beside the slow ones");
            assertSentInVain(slow.getFirst(), "byte by byte");
            for (RawRequest request : slow.subList(1, slow.size())) {
                request.chunk("[");
                assertThat(request.status()).isEqualTo(408);
            }
        } finally {
            slow.forEach(RawRequest::close);
        }
    }

    @Test
    void bodies_that_together_are_too_large_are_refused_before_they_are_read() throws IOException {
        List<RawRequest> large = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                large.add(RawRequest.ofLength(client, ONE, "application/octet-stream", 1 << 20)
                        .send("x"));
            }
            await().untilAsserted(() ->
                    assertThat(client.meter("paxos_requests_bodies_bytes")).isEqualTo(8 << 20));
            try (RawRequest one = RawRequest.ofLength(client, ONE, JSON, 10);
                    RawRequest other = RawRequest.chunked(client, ONE, JSON)) {
                assertThat(one.status()).isEqualTo(429);
                other.chunk(value("one too many bytes"));
                assertThat(other.status()).isEqualTo(429);
            }
        } finally {
            large.forEach(RawRequest::close);
        }
        await().untilAsserted(() ->
                assertThat(client.meter("paxos_requests_bodies_bytes")).isZero());
        assertThat(log()).doesNotContain("one too many bytes");
    }

    @Test
    void a_sender_that_does_not_read_its_answers_is_not_read_on_then_given_up_and_others_do_not_notice()
            throws IOException {
        // Refused at once, so that nothing but the answers can hold the stream up.
        byte[] lines = "{\"value\":7}\n".repeat(1_000).getBytes(UTF_8);
        try (RawRequest stream = RawRequest.chunked(client, BATCH, LINES)) {
            Thread sender = Thread.ofVirtual().start(() -> sendUntilClosed(stream, lines));
            await().untilAsserted(() ->
                    assertThat(client.meter("paxos_streams_read_ahead_bytes")).isGreaterThan(2 << 20));
            for (int i = 0; i < 20; i++) {
                assertServed("beside the deaf one " + i);
                assertThat(client.meter("paxos_streams_read_ahead_bytes")).isLessThan(3 << 20);
            }
            join(sender);
        }
    }

    @Test
    void a_client_that_is_gone_before_its_answer_is_nobodys_fault() throws IOException {
        String values =
                Stream.generate(() -> "{}").limit(400).collect(Collectors.joining(",", value("the last") + ",", "]"));
        try (RawRequest request = RawRequest.ofLength(client, BATCH, JSON, 1 + values.length())) {
            request.send("[" + values).reset();
        }
        await().untilAsserted(() -> assertThat(log()).contains("the last"));
    }

    @Test
    void a_thousand_idle_streams_hold_up_nobody_and_are_closed_in_the_end() throws IOException {
        List<RawRequest> idle = new ArrayList<>();
        try {
            for (int i = 0; i < MAX_WAITING; i++) {
                idle.add(RawRequest.chunked(client, BATCH, LINES).chunk("\n"));
            }
            await().untilAsserted(() ->
                    assertThat(client.meter("paxos_requests_waiting")).isEqualTo(MAX_WAITING));
            assertServed("beside the idle ones");
            try (RawRequest oneMore = RawRequest.chunked(client, BATCH, LINES)) {
                assertThat(oneMore.status()).isEqualTo(429);
            }
            RawRequest last = idle.getLast();
            last.chunk(value("from an idle one") + "\n");
            assertThat(read(RunningNode.tree(last.line()))).isEqualTo("from an idle one");
            for (RawRequest stream : idle) {
                assertThat(RunningNode.tree(stream.line()).at("/problem/detail").asString())
                        .contains("server.tomcat.connection-timeout");
                assertThat(stream.line()).isNull();
            }
        } finally {
            idle.forEach(RawRequest::close);
        }
    }
}

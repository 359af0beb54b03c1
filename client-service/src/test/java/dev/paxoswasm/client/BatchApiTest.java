package dev.paxoswasm.client;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Batches and streams of values over a cluster of real services. */
class BatchApiTest {

    private static final String PATH = "/v1/proposals:batch";
    private static final String LINES = "application/x-ndjson";

    private static LocalCluster cluster;
    private static RunningNode client;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = ClientCluster.in(data, "paxos.http.max-batch-values=600");
        client = ClientCluster.started(cluster);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static HttpResponse<String> post(String mediaType, String body) {
        return client.send(HttpRequest.newBuilder(client.uri(PATH))
                .header("Content-Type", mediaType)
                .header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String value(String text) {
        return "{\"value\":\"" + text + "\"}";
    }

    private static String read(long slot) {
        HttpResponse<String> entry = client.get("/v1/log/" + slot);
        assertThat(entry.statusCode()).as(entry.body()).isEqualTo(200);
        return RunningNode.json(entry).path("value").asString();
    }

    @Test
    void a_list_is_answered_in_its_order_and_a_bad_value_is_refused_alone() {
        HttpResponse<String> response = post(
                "application/json",
                "[" + value("a") + ",{\"valu\":[1,{}]},7," + value("b")
                        + ",{\"value\":\"!\",\"encoding\":\"base64\"}]");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Preference-Applied")).hasValue("wait=30");
        JsonNode outcomes = RunningNode.json(response);
        assertThat(outcomes.size()).isEqualTo(5);
        assertThat(read(outcomes.at("/0/slot").asLong())).isEqualTo("a");
        assertThat(outcomes.at("/1/problem/detail").asString()).startsWith("valu is no member");
        assertThat(outcomes.at("/2/problem/detail").asString()).contains("must be an object");
        assertThat(read(outcomes.at("/3/slot").asLong())).isEqualTo("b");
        assertThat(outcomes.at("/4/problem/status").asInt()).isEqualTo(400);
        assertThat(outcomes.at("/4/index").asInt()).isEqualTo(4);
    }

    @Test
    void a_list_that_is_none_or_over_the_bound_is_refused_as_a_whole() {
        long before =
                RunningNode.json(client.get("/v1/log")).path("chosenThrough").asLong();
        assertProblem(post("application/json", value("x")), 400, "invalid", "a list of values");
        assertProblem(post("application/json", "[" + value("x") + ","), 400, "malformed-body", "line 1");
        assertProblem(post("application/json", "[] []"), 400, "invalid", "followed by something else");
        String many = String.join(",", Collections.nCopies(601, value("x")));
        assertProblem(post("application/json", "[" + many + "]"), 413, "too-large", "max-batch-values");
        assertThat(post("application/json", "[]").body()).isEqualTo("[]");

        long last = RunningNode.json(post("application/json", "[" + value("next") + "]"))
                .at("/0/slot")
                .asLong();
        assertThat(IntStream.rangeClosed((int) before + 1, (int) last).mapToObj(slot -> read(slot)))
                .doesNotContain("x");
    }

    @Test
    void a_stream_may_be_longer_than_a_list_and_is_answered_line_by_line() {
        List<String> texts =
                IntStream.range(0, 3_000).mapToObj(i -> "line " + i).toList();
        HttpResponse<String> response = post(
                LINES, texts.stream().map(BatchApiTest::value).collect(Collectors.joining("\n\n", "", "\r\n{oops\n")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(LINES);
        List<JsonNode> outcomes = response.body().lines().map(RunningNode::tree).toList();
        assertThat(outcomes).hasSize(3_001);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(outcomes.get(i).path("index").asInt()).isEqualTo(i);
            assertThat(outcomes.get(i).path("slot").asLong()).isPositive();
        }
        assertThat(read(outcomes.get(2_999).path("slot").asLong())).isEqualTo("line 2999");
        assertThat(outcomes.get(3_000).at("/problem/type").asString()).endsWith("malformed-body");
    }

    @Test
    void a_line_over_the_bound_is_refused_alone() {
        String huge = "x".repeat(4 << 20);
        HttpResponse<String> response = post(LINES, value("before") + "\n" + value(huge) + "\n" + value("after"));

        List<JsonNode> outcomes = response.body().lines().map(RunningNode::tree).toList();
        assertThat(outcomes).hasSize(3);
        assertThat(outcomes.get(0).path("slot").asLong()).isPositive();
        assertThat(outcomes.get(1).at("/problem/status").asInt()).isEqualTo(413);
        assertThat(read(outcomes.get(2).path("slot").asLong())).isEqualTo("after");
    }

    @Test
    void a_value_is_answered_while_the_stream_goes_on_and_a_line_cut_in_the_middle_is_not_proposed()
            throws IOException {
        long slot;
        try (Socket socket = new Socket("127.0.0.1", client.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + PATH + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + LINES
                            + "\r\nContent-Length: 100000\r\n\r\n" + value("whole") + "\n")
                    .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = answers.readLine();
            assertThat(line).contains("200");
            while (!line.startsWith("{")) {
                line = answers.readLine();
            }
            slot = RunningNode.tree(line).path("slot").asLong();
            out.write("{\"value\":\"half\"}".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(read(slot)).isEqualTo("whole");
        long last = RunningNode.json(post("application/json", "[" + value("after the cut") + "]"))
                .at("/0/slot")
                .asLong();
        for (long later = slot + 1; later <= last; later++) {
            assertThat(read(later)).isNotEqualTo("half");
        }
    }

    @Test
    void both_forms_are_documented() {
        JsonNode operation = RunningNode.json(client.get("/v3/api-docs")).at("/paths/~1v1~1proposals:batch/post");

        assertThat(operation.at("/requestBody/content").propertyNames()).containsOnly("application/json", LINES);
        assertThat(operation.at("/responses/200/content").propertyNames()).containsOnly("application/json", LINES);
        assertThat(operation.path("responses").propertyNames()).contains("200", "400", "413", "415", "429");
    }
}

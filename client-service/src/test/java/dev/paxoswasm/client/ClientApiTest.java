package dev.paxoswasm.client;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The client API over a cluster of real services with real components and files. */
class ClientApiTest {

    private static LocalCluster cluster;
    private static RunningNode client;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = ClientCluster.in(data);
        client = ClientCluster.started(cluster);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static HttpResponse<String> propose(String body, int waitSeconds) {
        return client.send(HttpRequest.newBuilder(client.uri("/v1/proposals"))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=" + waitSeconds)
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return RunningNode.json(response);
    }

    /** Plain proposals go past the dispatcher; users see no difference. */
    @ParameterizedTest
    @CsvSource({
        "application/json,                '*/*'",
        "application/json,                'application/json'",
        "application/json,                'application/*;q=0.8, text/html'",
        "application/json; charset=UTF-8, 'application/json'",
        "application/json;odd=1,          'application/json'"
    })
    void it_is_answered_the_same_with_and_without_the_dispatcher(String contentType, String accept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(client.uri("/v1/proposals"))
                .header("Content-Type", contentType)
                .header("Accept", accept)
                .header("Prefer", "wait=20");

        HttpResponse<String> chosen = client.send(request.POST(BodyPublishers.ofString("{\"value\":\"same\"}")));
        assertThat(json(chosen, 201).get("value").asString()).isEqualTo("same");
        assertThat(chosen.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(chosen.headers().firstValue("Location"))
                .hasValue("/v1/log/" + RunningNode.json(chosen).get("slot").asLong());
        assertThat(chosen.headers().firstValue("Preference-Applied")).hasValue("wait=20");

        HttpResponse<String> refused = client.send(request.POST(BodyPublishers.ofString("{\"value\":1}")));
        assertProblem(refused, 400, "invalid", "value");
    }

    @Test
    void an_answer_that_is_not_wanted_is_refused_before_anything_is_proposed() {
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(client.uri("/v1/proposals"))
                .header("Content-Type", "application/json")
                .header("Accept", "text/html")
                .POST(BodyPublishers.ofString("{\"value\":\"unwanted\"}")));
        assertProblem(response, 406, "not-acceptable", "application/json");
    }

    @Test
    void a_text_is_chosen_and_can_be_read_back() {
        HttpResponse<String> response = propose("{\"value\":\"grüße\"}", 20);

        JsonNode chosen = json(response, 201);
        assertThat(chosen.path("value").asString()).isEqualTo("grüße");
        assertThat(chosen.path("encoding").asString()).isEqualTo("utf-8");
        assertThat(chosen.at("/ballot/round").asLong()).isPositive();
        String location = response.headers().firstValue("Location").orElseThrow();
        assertThat(location).isEqualTo("/v1/log/" + chosen.path("slot").asLong());
        assertThat(response.headers().firstValue("Preference-Applied")).hasValue("wait=20");

        JsonNode entry = json(client.get(location), 200);
        assertThat(entry.path("value").asString()).isEqualTo("grüße");
        assertThat(entry.path("kind").asString()).isEqualTo("value");
        assertThat(entry.path("ballot")).isEqualTo(chosen.path("ballot"));
    }

    @Test
    void base64_comes_back_as_base64() {
        JsonNode chosen = json(propose("{\"value\":\"aGk=\",\"encoding\":\"base64\"}", 20), 201);

        assertThat(chosen.path("value").asString()).isEqualTo("aGk=");
        assertThat(chosen.path("encoding").asString()).isEqualTo("base64");
    }

    @Test
    void raw_bytes_come_back_as_text_where_they_are_text() {
        JsonNode text = json(
                client.post("/v1/proposals", "application/octet-stream", "hi".getBytes(StandardCharsets.UTF_8)), 201);
        assertThat(text.path("encoding").asString()).isEqualTo("utf-8");
        assertThat(text.path("value").asString()).isEqualTo("hi");

        JsonNode bytes =
                json(client.post("/v1/proposals", "application/octet-stream", new byte[] {(byte) 0xFF, 0}), 201);
        assertThat(bytes.path("encoding").asString()).isEqualTo("base64");
        assertThat(bytes.path("value").asString()).isEqualTo("/wA=");
    }

    @Test
    void the_largest_value_is_taken_and_one_byte_more_is_not() {
        byte[] largest = new byte[1 << 20];
        json(client.post("/v1/proposals", "application/octet-stream", largest), 201);
        json(
                propose(
                        "{\"encoding\":\"base64\",\"value\":\""
                                + Base64.getEncoder().encodeToString(largest) + "\"}",
                        20),
                201);

        HttpResponse<String> refused =
                client.post("/v1/proposals", "application/octet-stream", new byte[(1 << 20) + 1]);
        assertProblem(refused, 413, "too-large", "the most is 1048576");
        assertProblem(
                client.post("/v1/proposals", "application/octet-stream", new byte[5 << 20]), 413, "too-large", "");
    }

    @Test
    void many_clients_get_a_slot_each_and_all_learners_agree() throws Exception {
        Map<Long, String> answers = new HashMap<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            List<Callable<JsonNode>> calls = IntStream.range(0, 400)
                    .<Callable<JsonNode>>mapToObj(i -> () -> json(propose("{\"value\":\"v" + i + "\"}", 30), 201))
                    .toList();
            for (Future<JsonNode> answer : clients.invokeAll(calls)) {
                String before = answers.put(
                        answer.get().path("slot").asLong(),
                        answer.get().path("value").asString());
                assertThat(before).as("two values in one slot").isNull();
            }
        }
        assertThat(new HashSet<>(answers.values())).hasSize(400);
        answers.forEach((slot, value) -> assertThat(
                        json(client.get("/v1/log/" + slot), 200).path("value").asString())
                .isEqualTo(value));
    }

    @Test
    void the_log_is_read_in_pages() {
        long first = json(propose("{\"value\":\"page\"}", 20), 201).path("slot").asLong();
        String more = String.join(",", Collections.nCopies(599, "{\"value\":\"page\"}"));
        HttpResponse<String> batch = client.send(HttpRequest.newBuilder(client.uri("/v1/proposals:batch"))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=20")
                .POST(BodyPublishers.ofString("[" + more + "]")));
        assertThat(json(batch, 200).findValues("slot")).hasSize(599);
        JsonNode page = json(client.get("/v1/log?from=" + first + "&limit=400"), 200);

        assertThat(page.path("entries").size()).isEqualTo(400);
        assertThat(page.at("/entries/0/slot").asLong()).isEqualTo(first);
        assertThat(page.at("/entries/399/slot").asLong()).isEqualTo(first + 399);
        assertThat(page.path("chosenThrough").asLong()).isGreaterThanOrEqualTo(first + 599);
    }

    @Test
    void a_page_of_large_values_is_short_and_the_next_one_goes_on() {
        String large = "x".repeat(900_000);
        long first = json(propose("{\"value\":\"" + large + "\"}", 20), 201)
                .path("slot")
                .asLong();
        for (int i = 0; i < 4; i++) {
            json(propose("{\"value\":\"" + large + "\"}", 20), 201);
        }
        JsonNode page = json(client.get("/v1/log?from=" + first + "&limit=5"), 200);
        int shown = page.path("entries").size();

        assertThat(shown).isBetween(1, 3);
        assertThat(page.path("chosenThrough").asLong()).isGreaterThanOrEqualTo(first + 4);
        assertThat(json(client.get("/v1/log?from=" + (first + shown) + "&limit=1"), 200)
                        .at("/entries/0/slot")
                        .asLong())
                .isEqualTo(first + shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/log:follow", "/v1/log"})
    void the_log_is_followed_live_and_resumed_after_the_last_event(String path) throws IOException {
        long before =
                json(propose("{\"value\":\"seen\"}", 20), 201).path("slot").asLong();
        HttpURLConnection stream = (HttpURLConnection) client.uri(path).toURL().openConnection();
        stream.setRequestProperty("Accept", "text/event-stream");
        stream.setRequestProperty("Last-Event-ID", Long.toString(before));
        stream.setReadTimeout(20_000);
        try (BufferedReader events =
                new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
            long slot =
                    json(propose("{\"value\":\"live\"}", 20), 201).path("slot").asLong();
            String id = next(events, "id: ");
            String data = next(events, "data: ");

            assertThat(id).isEqualTo(Long.toString(before + 1));
            while (Long.parseLong(id) < slot) {
                id = next(events, "id: ");
                data = next(events, "data: ");
            }
            assertThat(RunningNode.tree(data).path("value").asString()).isEqualTo("live");
        }
    }

    private static String next(BufferedReader events, String field) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.startsWith(field)) {
                return line.substring(field.length());
            }
        }
        throw new AssertionError("the stream ended");
    }

    @Test
    void whoever_accepts_anything_gets_json() {
        HttpResponse<String> log =
                client.send(HttpRequest.newBuilder(client.uri("/v1/log")).header("Accept", "*/*"));

        assertThat(log.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(client.get("/v1/log").headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/log             | application/json;charset=utf-16              | 200
            /v1/log             | text/html, application/json;charset=latin1   | 200
            /v1/log/1000000     | application/json;charset=utf-16              | 404
            /clients/1/status   | application/json;charset=utf-16              | 200
            /clients/1/status   | application/vnd.wit-value;charset=utf-16     | 200
            /v1/log             | application/json;q=0                         | 406
            /v1/log             | */*;q=0.0                                    | 406
            /clients/1/status   | text/html, application/json;q=0              | 406
            /v1/log:follow      | text/event-stream;q=0                        | 406
            """)
    void a_charset_is_not_asked_for_and_what_weighs_nothing_is_not_accepted(String path, String accept, int status) {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(client.uri(path)).header("Accept", accept));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9007199254740991    | from 0 to 9007199254740990
            9007199254740992    | from 0 to 9007199254740990
            -1                  | from 0 to 9007199254740990
            1.0                 | a whole number
            1,2                 | Last-Event-ID is given 2 times
            """)
    void a_stream_is_resumed_after_one_slot_that_another_one_follows(String ids, String detail) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(client.uri("/v1/log:follow")).header("Accept", "text/event-stream");
        for (String id : ids.split(",")) {
            request.header("Last-Event-ID", id);
        }

        assertProblem(client.send(request), 400, "invalid", detail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"value":                                | 400 | malformed-body | line 1
            {"value":7}                              | 400 | invalid        | value
            {"value":null}                           | 400 | invalid        | value
            {}                                       | 400 | invalid        | value
            {"valu":"x"}                             | 400 | invalid        | valu
            {"value":"x","encoding":"utf-16"}        | 400 | invalid        | encoding is 'utf-16'
            {"value":"!","encoding":"base64"}        | 400 | invalid        | base64
            {"value":"\\ud800"}                      | 400 | invalid        | surrogate
            ["x"]                                    | 400 | invalid        | the body
            """)
    void a_proposal_that_breaks_a_rule_is_told_which(String body, int status, String type, String detail) {
        assertProblem(client.postJson("/v1/proposals", body), status, type, detail);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/log/0, 400, invalid, a slot is from 1",
        "/v1/log/-1, 400, invalid, a slot is from 1",
        "/v1/log/9007199254740992, 400, invalid, a slot is from 1",
        "/v1/log/99999999999999999999, 400, invalid, a whole number",
        "/v1/log/x, 400, invalid, a whole number",
        "/v1/log/1000000, 404, not-chosen, slot 1000000 is not chosen yet",
        "/v1/log?from=0, 400, invalid, a slot is from 1",
        "/v1/log?limit=0, 400, invalid, from 1 to 1000",
        "/v1/log?limit=1001, 400, invalid, from 1 to 1000",
        "/v1/log?limit=x, 400, invalid, a whole number",
        "/v1/log?stale=perhaps, 400, invalid, true or false",
        "/v1/log?stale=TRUE, 400, invalid, true or false",
        "/v1/log?from=%2B1, 400, invalid, a whole number",
        "/v1/log?from=0x10, 400, invalid, a whole number",
        "/v1/log?from=01, 400, invalid, a whole number",
        "/v1/log?from=1%20, 400, invalid, a whole number",
        "/v1/log?from=%D9%A1, 400, invalid, a whole number",
        "/v1/log?from=%00, 400, invalid, a whole number",
        "/v1/log?from=1e2, 400, invalid, a whole number",
        "/v1/log?from=, 400, invalid, from has no value",
        "/v1/log?from, 400, invalid, from has no value",
        "/v1/log?form=1, 400, invalid, form' is no parameter here; known are from",
        "/v1/log?from=1&from=1, 400, invalid, from more than once",
        "/v1/log?=, 400, invalid, without a name",
        "/v1/log?&, 400, invalid, without a name",
        "/v1/log/1?x=1, 400, invalid, x' is no parameter here",
        "/clients/1/status?x=1, 400, invalid, x' is no parameter here",
        "/v1/log/+1, 400, invalid, a whole number",
        "/v1/log/01, 400, invalid, a whole number",
        "/v1/log/1., 400, invalid, a whole number",
        "/v1/log/1;a=b, 400, invalid, the path has parameters",
        "/clients/%2B1/status, 400, invalid, an id is a number",
        "/v1/log:follow?from=0, 400, invalid, a slot is from 1",
        "/v1/log:follow?x=0, 400, invalid, x' is no parameter here",
        "/v1/proposals, 405, method-not-allowed, use POST",
        "/v1/nothing, 404, not-found, no operation",
        "/clients, 404, not-found, no operation",
        "/clients/, 404, not-found, no operation",
        "/v3/api-docs/none, 404, not-found, no operation"
    })
    void a_wrong_question_is_told_what_would_be_right(String path, int status, String type, String detail) {
        assertProblem(client.get(path), status, type, detail);
    }

    @Test
    void a_wait_out_of_range_and_an_unknown_media_type_are_refused() {
        assertProblem(propose("{\"value\":\"x\"}", 0), 400, "invalid", "from 1 to 60");
        assertProblem(
                client.post("/v1/proposals", "text/plain", new byte[] {65}),
                415,
                "unsupported-media-type",
                "application/json or application/octet-stream");
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS, /v1/log, 200, 'GET, HEAD, OPTIONS'",
        "OPTIONS, /v1/log/7, 200, 'GET, HEAD, OPTIONS'",
        "OPTIONS, /v1/proposals, 200, 'OPTIONS, POST'",
        "OPTIONS, /v1/proposals:batch, 200, 'OPTIONS, POST'",
        "OPTIONS, /clients/1/status, 200, 'GET, HEAD, OPTIONS'",
        "OPTIONS, /clients/1/submit, 200, 'OPTIONS, POST'",
        "PUT, /v1/log, 405, 'GET, HEAD, OPTIONS'",
        "DELETE, /v1/proposals, 405, 'OPTIONS, POST'",
        "PURGE, /v1/proposals, 405, 'OPTIONS, POST'"
    })
    void a_path_tells_the_methods_that_it_takes(String method, String path, int status, String allowed) {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(client.uri(path)).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().allValues("Allow")).containsExactly(allowed);
    }

    @Test
    void the_api_is_documented_beside_the_operations_of_the_role() {
        JsonNode document = json(client.get("/v3/api-docs"), 200);
        JsonNode paths = document.path("paths");
        JsonNode propose = paths.at("/~1v1~1proposals/post");

        assertThat(Set.copyOf(propose.path("requestBody").path("content").propertyNames()))
                .isEqualTo(Set.of("application/json", "application/octet-stream"));
        assertThat(Set.copyOf(propose.path("responses").propertyNames()))
                .isEqualTo(Set.of("201", "400", "404", "405", "406", "408", "413", "415", "429", "500", "503"));
        assertThat(paths.at("/~1v1~1log/get/responses/200/content").propertyNames())
                .containsExactly("application/json");
        assertThat(paths.at("/~1v1~1log:follow/get/responses/200/content").propertyNames())
                .containsExactly("text/event-stream");
        assertThat(paths.has("/v1/log/{slot}")).isTrue();
        assertThat(paths.at(
                                "/~1clients~1{client}~1submit/post/requestBody/content/application~1vnd.wit-value/schema/format")
                        .asString())
                .isEqualTo("binary");
        assertThat(document.at("/components/schemas/LogEntry/required").values())
                .extracting(JsonNode::asString)
                .containsExactlyInAnyOrder("slot", "ballot", "kind");
    }

    @Test
    void the_product_is_a_document_of_its_own_and_the_first_one_shown() {
        JsonNode product = json(client.get("/v3/api-docs/product"), 200);
        assertThat(product.path("paths").propertyNames()).isNotEmpty().allMatch(path -> path.startsWith("/v1/"));
        assertThat(product.path("tags").values())
                .extracting(tag -> tag.path("name").asString())
                .containsExactlyInAnyOrder("proposals", "log");

        JsonNode shown = json(client.get("/v3/api-docs/swagger-config"), 200).path("urls");
        assertThat(shown.at("/0/url").asString()).isEqualTo("/v3/api-docs/product");
    }
}

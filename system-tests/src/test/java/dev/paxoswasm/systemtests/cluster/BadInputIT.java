package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** What is wrong is refused as a problem document that names it, and the node goes on. */
@ExtendWith(SharedCluster.class)
class BadInputIT {

    /**
     * @param send what a user does
     * @param named what the problem's detail must name
     */
    private record Case(String name, Function<Cluster, HttpResponse<String>> send, int status, String named) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case proposal(String name, String json, int status, String named) {
        return new Case(name, cluster -> Http.post(cluster.client() + "/v1/proposals", json), status, named);
    }

    private static Case log(String name, String path, int status, String named) {
        return new Case(name, cluster -> Http.get(cluster.client() + "/v1/log" + path), status, named);
    }

    private static Case acceptor(String name, String path, String json, int status, String named) {
        return new Case(name, cluster -> Http.post(cluster.acceptor(1) + path, json), status, named);
    }

    private static String prepare(String firstSlot, String maxEntries) {
        return "{\"ballot\":{\"round\":1,\"proposer\":1},\"firstSlot\":" + firstSlot + ",\"maxEntries\":" + maxEntries
                + "}";
    }

    static final List<Case> CASES = List.of(
            proposal("malformed JSON", "{\"value\":", 400, "malformed"),
            proposal("a number as value", "{\"value\":7}", 400, "value"),
            proposal("an array as value", "{\"value\":[\"x\"]}", 400, "value"),
            proposal("no value", "{}", 400, "value"),
            proposal("null as value", "{\"value\":null}", 400, "value"),
            proposal("an unknown member", "{\"value\":\"x\",\"colour\":\"red\"}", 400, "colour"),
            proposal("an unknown encoding", "{\"value\":\"x\",\"encoding\":\"rot13\"}", 400, "encoding"),
            proposal("no base64", "{\"value\":\"%%%\",\"encoding\":\"base64\"}", 400, "base64"),
            proposal("a value over 1 MiB", Json.object("value", "x".repeat((1 << 20) + 1)), 413, "1048576"),
            new Case(
                    "bytes over 1 MiB",
                    cluster -> Http.post(
                            cluster.client() + "/v1/proposals", "application/octet-stream", new byte[(1 << 20) + 1]),
                    413,
                    "1048576"),
            new Case(
                    "JSON that is not UTF-8",
                    cluster -> Http.post(
                            cluster.client() + "/v1/proposals",
                            "application/json",
                            "{\"value\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1)),
                    400,
                    "UTF-8"),
            new Case(
                    "an unknown media type",
                    cluster -> Http.post(cluster.client() + "/v1/proposals", "text/csv", new byte[] {'x'}),
                    415,
                    "text/csv"),
            new Case(
                    "a wait that is none",
                    cluster -> Http.post(cluster.client() + "/v1/proposals", "{\"value\":\"x\"}", "Prefer", "wait=-1"),
                    400,
                    "wait"),
            log("slot 0", "/0", 400, "slot"),
            log("a negative slot", "/-1", 400, "slot"),
            log("a slot that is no number", "/seven", 400, "slot"),
            log("a slot that is too large", "/9007199254740992", 400, "slot"),
            log("a slot beyond all numbers", "/99999999999999999999999", 400, "slot"),
            log("a slot not chosen yet", "/9007199254740991", 404, "not chosen"),
            log("from 0", "?from=0", 400, "from"),
            log("a limit of 0", "?limit=0", 400, "limit"),
            log("a limit that is huge", "?limit=1000000", 400, "limit"),
            acceptor("a node that is not the addressed one", "/acceptors/2/prepare", prepare("1", "1"), 421, "node 1"),
            acceptor("a node that no one knows", "/acceptors/77/prepare", prepare("1", "1"), 421, "node 1"),
            acceptor("a node id that is no number", "/acceptors/x/prepare", prepare("1", "1"), 400, "acceptor"),
            acceptor(
                    "a node id that is too large", "/acceptors/4294967296/prepare", prepare("1", "1"), 400, "acceptor"),
            acceptor("slot 0 in a prepare", "/acceptors/1/prepare", prepare("0", "1"), 400, "first-slot"),
            acceptor("a negative slot in a prepare", "/acceptors/1/prepare", prepare("-1", "1"), 400, "first-slot"),
            acceptor("a text as slot", "/acceptors/1/prepare", prepare("\"one\"", "1"), 400, "firstSlot"),
            acceptor("a broken number", "/acceptors/1/prepare", prepare("1.5", "1"), 400, "firstSlot"),
            acceptor(
                    "more entries than a number holds",
                    "/acceptors/1/prepare",
                    prepare("1", "4294967296"),
                    400,
                    "max-entries"),
            acceptor("a missing member", "/acceptors/1/prepare", "{\"firstSlot\":1,\"maxEntries\":1}", 400, "ballot"),
            acceptor(
                    "a round of 0",
                    "/acceptors/1/prepare",
                    prepare("1", "1").replace("\"round\":1", "\"round\":0"),
                    400,
                    "round"),
            acceptor("an operation that is none", "/acceptors/1/forget", "{}", 404, "api-docs"),
            new Case(
                    "the wrong method", cluster -> Http.get(cluster.acceptor(1) + "/acceptors/1/prepare"), 405, "GET"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("CASES")
    void is_refused_by_name_without_a_stack_trace(Case bad, Cluster cluster) {
        HttpResponse<String> response = bad.send().apply(cluster);

        assertThat(response.statusCode()).as(response.body()).isEqualTo(bad.status());
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        JsonNode problem = Json.read(response.body());
        assertThat(problem.required("status").asInt()).isEqualTo(bad.status());
        assertThat(problem.required("type").asString()).isNotBlank();
        assertThat(problem.required("title").asString()).isNotBlank();
        assertThat(problem.required("detail").asString()).containsIgnoringCase(bad.named());
        assertThat(response.body())
                .doesNotContain("\\tat ", "Exception", "dev.paxoswasm", "org.springframework", "\"trace\"");
    }

    @Test
    void and_the_cluster_goes_on(Cluster cluster) {
        for (Case bad : CASES) {
            bad.send().apply(cluster);
        }
        cluster.chosen("after bad input");
    }
}

package dev.paxoswasm.client;

import static dev.paxoswasm.client.RawConnection.proposal;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a Prometheus sees of requests, whichever way they take. */
@Timeout(120)
class RequestMetersTest {

    private static final String JSON = "application/json";

    private static LocalCluster cluster;
    private static RunningNode client;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = ClientCluster.in(
                data,
                "management.metrics.distribution.percentiles-histogram.paxos.proposals=true",
                "management.metrics.distribution.percentiles-histogram.http=true",
                "paxos.timing.election-timeout=3s");
        client = ClientCluster.started(cluster);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Zero where it was never seen. */
    private static double count(String meter, String... tags) {
        return client.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(meter + "_seconds_count{") && hasAll(line, tags))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static boolean hasAll(String line, String... tags) {
        for (int i = 0; i < tags.length; i += 2) {
            if (!line.contains(tags[i] + "=\"" + tags[i + 1] + "\"")) {
                return false;
            }
        }
        return true;
    }

    private static double operations(String operation, String outcome) {
        return count("paxos_requests", "operation", operation, "outcome", outcome);
    }

    private static double http(String method, String uri, String status) {
        return count("http_server_requests", "method", method, "uri", uri, "status", status);
    }

    private static double values(String outcome) {
        return count("paxos_proposals", "outcome", outcome);
    }

    @Test
    void a_proposal_is_counted_alike_on_its_way_past_the_container_and_through_it() throws IOException {
        for (String header : new String[] {"Accept: */*", "X-Not-Plain: yes"}) {
            double plain = client.meter("paxos_requests_plain_total");
            double chosen = values("chosen");
            double answered = operations("propose", "answered");
            double created = http("POST", "/v1/proposals", "201");
            double refused = values("refused");
            double wrong = http("POST", "/v1/proposals", "400");
            try (RawConnection connection = RawConnection.to(client)) {
                connection.send(proposal(JSON, "{\"value\":\"a\"}", header)).answer();
                connection.send(proposal(JSON, "{\"worth\":\"a\"}", header)).answer();
            }
            assertThat(client.meter("paxos_requests_plain_total") - plain)
                    .as(header)
                    .isEqualTo(header.startsWith("X") ? 0 : 2);
            assertThat(values("chosen") - chosen).as(header).isEqualTo(1);
            assertThat(values("refused") - refused).as(header).isEqualTo(1);
            assertThat(operations("propose", "answered") - answered).as(header).isEqualTo(1);
            assertThat(http("POST", "/v1/proposals", "201") - created)
                    .as(header)
                    .isEqualTo(1);
            assertThat(http("POST", "/v1/proposals", "400") - wrong).as(header).isEqualTo(1);
        }
    }

    @Test
    void each_value_of_a_batch_is_counted_and_the_batch_once() {
        double chosen = values("chosen");
        double refused = values("refused");
        double batches = operations("propose-batch", "answered");
        client.postJson("/v1/proposals:batch", "[{\"value\":\"a\"},{\"value\":\"b\"},{\"value\":7}]");
        client.post(
                "/v1/proposals:batch",
                "application/x-ndjson",
                "{\"value\":\"c\"}\n{\"value\":7}\nno json\n".getBytes(UTF_8));

        assertThat(values("chosen") - chosen).isEqualTo(3);
        assertThat(values("refused") - refused).isEqualTo(3);
        assertThat(operations("propose-batch", "answered") - batches).isEqualTo(2);
    }

    @Test
    void what_is_refused_before_it_is_known_where_it_goes_is_counted_too() throws IOException {
        double unread = http("GET", "/v1/log/{slot}", "400") + http("GET", "/v1/log/{slot}", "404");
        double tooLarge = operations("propose", "refused");
        double malformed = count("http_server_requests", "uri", "UNKNOWN", "status", "400");
        client.get("/v1/log/0");
        client.get("/v1/log/999");
        client.post("/v1/proposals", "application/octet-stream", new byte[16 << 20]);
        try (RawConnection connection = RawConnection.to(client)) {
            connection.send("GARBAGE\r\n\r\n").answer();
        }

        assertThat(http("GET", "/v1/log/{slot}", "400") + http("GET", "/v1/log/{slot}", "404") - unread)
                .isEqualTo(2);
        assertThat(operations("propose", "refused") - tooLarge).isEqualTo(1);
        assertThat(count("http_server_requests", "uri", "UNKNOWN", "status", "400") - malformed)
                .isEqualTo(1);
    }

    @Test
    void nobody_can_make_up_tags() {
        client.get("/no/such/path/" + "x".repeat(50));
        client.get("/another");

        assertThat(client.get("/actuator/prometheus").body()).doesNotContain("/another", "/no/such");
    }

    @Test
    void every_meter_says_which_node_of_which_cluster_shows_it() {
        assertThat(client.get("/actuator/prometheus").body().lines().filter(line -> !line.startsWith("#")))
                .allSatisfy(line ->
                        assertThat(line).contains("node=\"client-1\"", "paxos_cluster=\"paxos\"", "role=\"client\""));
    }

    @Test
    void buckets_are_there_where_they_are_switched_on_and_nowhere_else() {
        client.postJson("/v1/proposals", "{\"value\":\"a\"}");
        String meters = client.get("/actuator/prometheus").body();

        assertThat(meters).contains("paxos_proposals_seconds_bucket{", "http_server_requests_seconds_bucket{");
        assertThat(meters).doesNotContain("paxos_requests_seconds_bucket{", "paxos_component_calls_seconds_bucket{");
        assertThat(meters.lines()
                        .filter(line -> line.startsWith("paxos_proposals_seconds_bucket{")
                                && line.contains("outcome=\"chosen\"")))
                .hasSizeBetween(20, 100);
    }
}

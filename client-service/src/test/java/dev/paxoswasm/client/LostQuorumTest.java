package dev.paxoswasm.client;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostQuorumTest {

    @TempDir
    Path data;

    private static HttpResponse<String> propose(RunningNode client, String value, int waitSeconds) {
        return client.send(HttpRequest.newBuilder(client.uri("/v1/proposals"))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=" + waitSeconds)
                .POST(BodyPublishers.ofString("{\"value\":\"" + value + "\"}")));
    }

    private static long slot(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return RunningNode.json(response).path("slot").asLong();
    }

    @Test
    void with_one_acceptor_of_three_values_are_refused_in_time_and_with_two_again_they_go_on() {
        try (LocalCluster cluster = ClientCluster.in(data)) {
            cluster.startAll();
            RunningNode client = cluster.node(Role.CLIENT, 1);
            long first = slot(propose(client, "before", 30));

            cluster.stop(Role.ACCEPTOR, 1);
            long second = slot(propose(client, "with two of three", 30));
            cluster.stop(Role.ACCEPTOR, 2);
            long start = System.nanoTime();
            assertProblem(propose(client, "lost?", 1), 503, "outcome-unknown", "whether it will be is unknown");
            assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);

            assertThat(client.meter("paxos_proposals_seconds_count{node=\"client-1\",outcome=\"unknown\""))
                    .isEqualTo(1);
            assertThat(client.get("/actuator/health").body())
                    .contains("\"agreement\":{\"details\":{\"reason\":\"")
                    .contains("\"status\":\"DOWN\"");
            assertThat(client.get("/actuator/health/readiness").statusCode())
                    .as("it answers, if with errors")
                    .isEqualTo(200);
            await().untilAsserted(() ->
                    assertThat(client.meter("paxos_client_agreement")).isZero());

            assertThat(RunningNode.json(client.get("/v1/log/" + first))
                            .path("value")
                            .asString())
                    .as("what is chosen never changes")
                    .isEqualTo("before");
            assertProblem(client.get("/v1/log"), 503, "unavailable", "no proposer has said that it leads");
            assertProblem(
                    client.get("/v1/log/" + (second + 1)), 503, "unavailable", "no proposer has said that it leads");
            assertThat(RunningNode.json(client.get("/v1/log?stale=true"))
                            .path("chosenThrough")
                            .asLong())
                    .isGreaterThanOrEqualTo(first);

            cluster.start(Role.ACCEPTOR, 2);
            long third = slot(propose(client, "after", 30));
            assertThat(third).isGreaterThan(second);
            await().untilAsserted(() -> {
                assertThat(client.get("/actuator/health").statusCode()).isEqualTo(200);
                assertThat(client.meter("paxos_client_agreement")).isEqualTo(1);
            });
            assertThat(second).isGreaterThan(first);
            assertThat(RunningNode.json(client.get("/v1/log/" + first))
                            .path("value")
                            .asString())
                    .isEqualTo("before");
        }
    }
}

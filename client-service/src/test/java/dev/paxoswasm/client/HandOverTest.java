package dev.paxoswasm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.Problems;
import dev.paxoswasm.role.testing.RunningNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A leader that is told to end ends once another proposer leads. */
@Timeout(120)
class HandOverTest {

    /** So long that nobody notices within a test that a leader is silent. */
    private static final String PATIENT = "paxos.timing.election-timeout=10s";

    @TempDir
    Path data;

    private static JsonNode status(LocalCluster cluster, long proposer) {
        return RunningNode.json(cluster.node(Role.PROPOSER, proposer).get("/proposers/" + proposer + "/status"));
    }

    private static boolean leads(LocalCluster cluster, long proposer) {
        return status(cluster, proposer).path("leadership").asString().equals("leader");
    }

    private static long leader(LocalCluster cluster) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> List.of(1L, 2L).stream()
                                .filter(id -> leads(cluster, id))
                                .findFirst()
                                .orElse(0L),
                        id -> id > 0);
    }

    @Test
    void there_is_a_leader_when_the_former_one_has_ended_and_it_goes_on_where_that_was() {
        try (LocalCluster cluster = ClientCluster.in(data, PATIENT)) {
            RunningNode client = ClientCluster.started(cluster);
            long slot = propose(client, "before");
            long leader = leader(cluster);
            long other = 3 - leader;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> status(cluster, other).path("leader").asLong() == leader);

            cluster.stop(Role.PROPOSER, leader);

            assertThat(status(cluster, other).path("leadership").asString()).isIn("recovering", "leader");
            assertThat(propose(client, "after")).isEqualTo(slot + 1);
            assertThat(RunningNode.json(client.get("/v1/log/" + slot))
                            .path("value")
                            .asString())
                    .isEqualTo("before");
        }
    }

    @Test
    void nobody_takes_over_from_whom_it_does_not_follow() {
        try (LocalCluster cluster = ClientCluster.in(data, PATIENT)) {
            ClientCluster.started(cluster);
            long leader = leader(cluster);
            long other = 3 - leader;
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> status(cluster, other).path("leader").asLong() == leader);
            long round = status(cluster, leader).at("/ballot/round").asLong();

            Problems.assertProblem(
                    cluster.node(Role.PROPOSER, other)
                            .postJson(
                                    "/proposers/" + other + "/take-over",
                                    "{\"ballot\":{\"round\":" + (round + 1) + ",\"proposer\":" + leader + "}}"),
                    503,
                    "unavailable",
                    "does not follow ballot");
            assertThat(leads(cluster, leader)).isTrue();
        }
    }

    private static long propose(RunningNode client, String value) {
        return RunningNode.json(client.postJson("/v1/proposals", "{\"value\":\"" + value + "\"}"))
                .required("slot")
                .asLong();
    }
}

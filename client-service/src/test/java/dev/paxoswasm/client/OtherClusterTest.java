package dev.paxoswasm.client;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** Real services that say different things of what safety hangs on. */
@Timeout(180)
@ExtendWith(OutputCaptureExtension.class)
class OtherClusterTest {

    private static final String OTHER_QUORUM = "paxos.quorum.phase2=1";

    @TempDir
    Path data;

    private static HttpResponse<String> propose(RunningNode client, String value, int waitSeconds) {
        return client.send(HttpRequest.newBuilder(client.uri("/v1/proposals"))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=" + waitSeconds)
                .POST(BodyPublishers.ofString("{\"value\":\"" + value + "\"}")));
    }

    private static void choose(RunningNode client, String value) {
        HttpResponse<String> answer = propose(client, value, 30);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static JsonNode clusterHealth(RunningNode node) {
        return RunningNode.json(node.get("/actuator/health")).at("/components/cluster");
    }

    private static void assertUp(RunningNode node) {
        assertThat(clusterHealth(node).path("status").asString())
                .as(clusterHealth(node).toString())
                .isEqualTo("UP");
    }

    private static void awaitDown(RunningNode node, String... details) {
        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
            assertThat(clusterHealth(node).path("status").asString()).isEqualTo("DOWN");
            assertThat(clusterHealth(node).path("details").toString()).contains(details);
        });
        assertThat(node.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(node.get("/actuator/health/liveness").statusCode())
                .as("starting it again would not help")
                .isEqualTo(200);
    }

    @Test
    void a_learner_with_another_quorum_learns_nothing_and_is_down_and_the_others_are_up(CapturedOutput output) {
        try (LocalCluster cluster = ClientCluster.in(data)) {
            for (long id = 1; id <= 3; id++) {
                cluster.start(Role.ACCEPTOR, id);
            }
            cluster.start(Role.PROPOSER, 1);
            cluster.start(Role.PROPOSER, 2);
            cluster.start(Role.LEARNER, 1);
            RunningNode wrong = cluster.start(Role.LEARNER, 2, OTHER_QUORUM);
            RunningNode client = cluster.start(Role.CLIENT, 1);
            choose(client, "one");
            choose(client, "two");

            awaitDown(
                    wrong,
                    "acceptor 1 has paxos.quorum.phase1=2, paxos.quorum.phase2=2, and this node has"
                            + " paxos.quorum.phase1=3, paxos.quorum.phase2=1",
                    "acceptor 2 has",
                    "acceptor 3 has",
                    "proposer 1 has");
            assertThat(RunningNode.json(wrong.get("/learners/2/status"))
                            .path("chosenThrough")
                            .asLong(-1))
                    .isZero();
            for (Role role : new Role[] {Role.ACCEPTOR, Role.PROPOSER, Role.CLIENT}) {
                assertUp(cluster.node(role, 1));
            }
            assertUp(cluster.node(Role.LEARNER, 1));
            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(clusterHealth(cluster.node(Role.ACCEPTOR, 1))
                                    .at("/details/differing")
                                    .toString())
                            .contains("learner 2 has paxos.quorum.phase1=3, paxos.quorum.phase2=1"));
            assertThat(output.getAll().lines().filter(line -> line.contains("learner 2 has paxos.quorum.phase1=3")))
                    .as("each of the others says it once for each way in which it noticed")
                    .hasSizeBetween(1, 7);

            cluster.stop(Role.LEARNER, 2);
            assertThatThrownBy(() -> cluster.start(Role.LEARNER, 2))
                    .as("what it wrote with the other quorum is not taken over")
                    .hasStackTraceContaining("was written with paxos.quorum.phase1=3, paxos.quorum.phase2=1");
        }
    }

    @Test
    void a_client_service_with_another_quorum_neither_proposes_nor_reads() {
        try (LocalCluster cluster = ClientCluster.in(data)) {
            cluster.startAll();
            choose(cluster.node(Role.CLIENT, 1), "one");
            cluster.stop(Role.CLIENT, 1);
            RunningNode wrong = cluster.start(Role.CLIENT, 1, OTHER_QUORUM);

            assertProblem(wrong.get("/v1/log"), 503, "unavailable", "no proposer has said that it leads");
            String refused =
                    "refused it: the request is from client 1 with paxos.quorum.phase1=3, paxos.quorum.phase2=1";
            assertProblem(wrong.get("/v1/log/1"), 503, "unavailable", refused);
            assertProblem(wrong.get("/v1/log?stale=true"), 503, "unavailable", refused);
            assertProblem(propose(wrong, "two", 1), 503, "outcome-unknown", "was not chosen");
            awaitDown(wrong, "proposer 1 has paxos.quorum.phase1=2");
            assertThat(RunningNode.json(wrong.get("/actuator/health"))
                            .at("/components/proposers/status")
                            .asString())
                    .as("who refuses it cannot be reached")
                    .isEqualTo("DOWN");
            assertUp(cluster.node(Role.PROPOSER, 1));

            cluster.stop(Role.CLIENT, 1);
            choose(cluster.start(Role.CLIENT, 1), "three");
        }
    }

    @Test
    void two_clusters_whose_addresses_were_mixed_up_do_not_talk() {
        try (LocalCluster one = ClientCluster.in(data.resolve("one"), "paxos.cluster.id=one");
                LocalCluster two = ClientCluster.in(data.resolve("two"), "paxos.cluster.id=two")) {
            one.startAll();
            two.startAll();
            choose(one.node(Role.CLIENT, 1), "of one");
            choose(two.node(Role.CLIENT, 1), "of two");

            // The leader of one writes to an acceptor of two, so does a learner; and a client has the proposers of two.
            String acceptors = "paxos.cluster.acceptors=1=" + one.url(Role.ACCEPTOR, 1) + ",2="
                    + one.url(Role.ACCEPTOR, 2) + ",3=" + two.url(Role.ACCEPTOR, 3);
            for (long id = 1; id <= 2; id++) {
                one.stop(Role.PROPOSER, id);
                one.start(Role.PROPOSER, id, acceptors);
                one.stop(Role.LEARNER, id);
                one.start(Role.LEARNER, id, acceptors);
            }
            two.stop(Role.CLIENT, 1);
            RunningNode astray = two.start(
                    Role.CLIENT,
                    1,
                    "paxos.cluster.proposers=1=" + one.url(Role.PROPOSER, 1) + ",2=" + one.url(Role.PROPOSER, 2));

            choose(one.node(Role.CLIENT, 1), "with two acceptors of its own");
            assertProblem(propose(astray, "to the wrong cluster", 1), 503, "outcome-unknown", "was not chosen");
            await().atMost(20, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(clusterHealth(one.node(Role.PROPOSER, 1))
                                    .at("/details/differing")
                                    .toString())
                            .contains("acceptor 3 has paxos.cluster.id=two, and this node has paxos.cluster.id=one"));
            assertUp(one.node(Role.PROPOSER, 1));
            assertUp(two.node(Role.ACCEPTOR, 3));
            assertThat(clusterHealth(two.node(Role.ACCEPTOR, 3))
                            .at("/details/differing")
                            .toString())
                    .contains("has paxos.cluster.id=one, and this node has paxos.cluster.id=two");

            JsonNode log = RunningNode.json(one.node(Role.CLIENT, 1).get("/v1/log?limit=1000"));
            assertThat(log.toString()).contains("of one").doesNotContain("of two", "wrong cluster");
            assertThat(RunningNode.json(two.node(Role.LEARNER, 1).get("/learners/1/status"))
                            .path("chosenThrough")
                            .asLong())
                    .as("two has what it chose itself")
                    .isEqualTo(1);
        }
    }
}

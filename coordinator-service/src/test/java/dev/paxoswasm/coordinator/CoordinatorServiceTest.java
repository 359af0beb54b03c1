package dev.paxoswasm.coordinator;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.acceptor.AcceptorApplication;
import dev.paxoswasm.client.ClientApplication;
import dev.paxoswasm.learner.LearnerApplication;
import dev.paxoswasm.proposer.ProposerApplication;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CoordinatorServiceTest {

    private static LocalCluster cluster;
    private static RunningNode coordinator;

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = new LocalCluster(
                data,
                Map.of(
                        Role.ACCEPTOR, AcceptorApplication::application,
                        Role.LEARNER, LearnerApplication::application,
                        Role.PROPOSER, ProposerApplication::application,
                        Role.CLIENT, ClientApplication::application,
                        Role.COORDINATOR, CoordinatorApplication::application));
        cluster.startAll();
        coordinator = cluster.node(Role.COORDINATOR, 1);
        RunningNode client = cluster.node(Role.CLIENT, 1);
        // It waits for the first election, which would end a round by hand.
        HttpResponse<String> first = client.send(HttpRequest.newBuilder(client.uri("/v1/proposals"))
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString("{\"value\":\"first\"}")));
        assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningNode.json(response);
    }

    @Test
    void drives_a_round_by_hand_and_shows_each_step() {
        JsonNode report =
                json(coordinator.postJson("/coordinators/1/run-round", "{\"payload\":\"aGk=\",\"proposer\":1}"));

        long slot = report.at("/outcome/chosen").asLong();
        assertThat(slot).as(report.toString()).isPositive();
        assertThat(report.path("steps").findValuesAsString("role"))
                .contains("client", "proposer", "acceptor", "learner");
        assertThat(report.at("/steps/0/exchange/issue/answer/ok/payload").asString())
                .isEqualTo("aGk=");
        HttpResponse<String> entry = cluster.node(Role.CLIENT, 1).get("/v1/log/" + slot);
        assertThat(json(entry).path("value").asString()).isEqualTo("hi");
    }

    @Test
    void surveys_every_node_and_finds_the_learners_in_agreement() {
        JsonNode survey = json(coordinator.get("/coordinators/1/survey"));
        assertThat(survey.path("steps").size()).isEqualTo(8);

        JsonNode agreement = json(coordinator.get("/coordinators/1/check-agreement"));
        assertThat(agreement.path("agreed").asBoolean()).isTrue();
        assertThat(agreement.path("learners").size()).isEqualTo(2);
    }

    @Test
    void a_node_that_nobody_knows_fails_the_round_and_not_the_coordinator() {
        HttpResponse<String> response =
                coordinator.postJson("/coordinators/1/run-round", "{\"payload\":\"aGk=\",\"proposer\":9}");

        assertThat(response.statusCode()).as(response.body()).isIn(200, 404);
        assertThat(response.body()).contains("9");
        assertProblem(coordinator.get("/coordinators/2/survey"), 421, "misaddressed", "node 1");
        assertProblem(coordinator.postJson("/coordinators/1/run-round", "{}"), 400, "invalid", "payload");
    }

    @Test
    void a_survey_waits_for_a_silent_node_longer_than_a_call_of_another_role_may_run(@TempDir Path data)
            throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningNode alone = RunningNode.start(
                        CoordinatorApplication.application(),
                        data,
                        "--paxos.cluster.learners=1=http://127.0.0.1:" + silent.getLocalPort(),
                        "--paxos.http.read-timeout=3s")) {
            JsonNode survey = json(alone.get("/coordinators/1/survey"));

            assertThat(survey.toString()).contains("unavailable", "learner 1");
        }
    }
}

package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedCluster.class)
class CoordinatorIT {

    @Test
    void runs_one_round_step_by_step_and_gives_the_transcript(Cluster cluster) {
        String payload = Base64.getEncoder().encodeToString("by hand".getBytes(StandardCharsets.UTF_8));

        JsonNode report =
                Http.postJson(cluster.coordinator() + "/coordinators/1/run-round", "{\"payload\":\"" + payload + "\"}");

        assertThat(report.required("outcome").has("chosen"))
                .as(report.required("outcome").toString())
                .isTrue();
        long slot = report.required("outcome").required("chosen").asLong();
        List<String> exchanges = new ArrayList<>();
        int number = 0;
        for (JsonNode step : report.required("steps")) {
            assertThat(step.required("number").asInt()).isEqualTo(++number);
            assertThat(step.required("node").asInt()).isPositive();
            exchanges.add(step.required("exchange").propertyNames().iterator().next());
        }
        assertThat(exchanges).containsSubsequence("issue", "reserveBallot", "prepare", "accept", "readLog");
        assertThat(cluster.log(1, slot).value(slot)).contains("by hand");
        assertThat(cluster.log(2, slot).value(slot)).contains("by hand");

        await().atMost(15, TimeUnit.SECONDS).until(() -> cluster.leader().isPresent());
        cluster.chosen("after a round by hand");
    }

    @Test
    void surveys_every_node(Cluster cluster) {
        JsonNode report = Http.getJson(cluster.coordinator() + "/coordinators/1/survey");

        List<String> nodes = new ArrayList<>();
        for (JsonNode step : report.required("steps")) {
            nodes.add(step.required("role").asString() + " "
                    + step.required("node").asInt());
            JsonNode exchange = step.required("exchange").iterator().next();
            assertThat(exchange.required("answer").has("ok"))
                    .as(step.toString())
                    .isTrue();
        }
        assertThat(nodes)
                .containsExactly(
                        "client 1",
                        "proposer 1",
                        "proposer 2",
                        "acceptor 1",
                        "acceptor 2",
                        "acceptor 3",
                        "learner 1",
                        "learner 2");
    }

    @Test
    void says_in_a_survey_which_node_could_not_be_asked(Cluster cluster) {
        cluster.kill("acceptor-3");

        JsonNode report = Http.getJson(cluster.coordinator() + "/coordinators/1/survey");

        List<JsonNode> failed = new ArrayList<>();
        for (JsonNode step : report.required("steps")) {
            if (step.required("exchange").iterator().next().required("answer").has("err")) {
                failed.add(step);
            }
        }
        assertThat(failed).singleElement().satisfies(step -> {
            assertThat(step.required("role").asString()).isEqualTo("acceptor");
            assertThat(step.required("node").asInt()).isEqualTo(3);
        });
    }

    @Test
    void finds_the_learners_in_agreement(Cluster cluster) {
        try (Load load = new Load(cluster, "agreement")) {
            load.start(4, 50).finish();
        }
        long slot = cluster.chosen("the last one before the check");
        cluster.log(1, slot);
        cluster.log(2, slot);

        JsonNode report = Http.getJson(cluster.coordinator() + "/coordinators/1/check-agreement");

        assertThat(report.required("agreed").asBoolean()).isTrue();
        assertThat(report.required("disagreements")).isEmpty();
        assertThat(report.required("comparedThrough").asLong()).isGreaterThanOrEqualTo(slot);
        assertThat(report.required("learners")).hasSize(2);
    }
}

package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Processes end by SIGKILL, under load where that is the harder case. */
@ExtendWith(SharedCluster.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
class KilledNodesIT {
    private static final int MANY = 1_000_000;

    @Test
    void one_acceptor_killed_and_values_go_on(Cluster cluster) {
        cluster.chosen("before acceptor 2 is killed");

        cluster.kill("acceptor-2");

        for (int i = 1; i <= 20; i++) {
            assertThat(cluster.propose("without acceptor 2, " + i, Duration.ofSeconds(5))
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void an_acceptor_brought_back_makes_up_the_quorum_again(Cluster cluster) {
        cluster.kill("acceptor-1");
        cluster.chosen("while acceptor 1 is gone");
        cluster.up();

        cluster.kill("acceptor-3");

        cluster.chosen("with acceptor 1 again, without acceptor 3");
    }

    @Test
    void the_leader_killed_and_values_go_on_in_seconds_and_no_chosen_slot_changes(Cluster cluster) {
        int leader = cluster.leader().orElseThrow();
        try (Load load = new Load(cluster, "leader killed")) {
            load.start(8, MANY);
            await().atMost(20, TimeUnit.SECONDS).until(() -> load.answered().size() >= 50);
            LearnedLog before = cluster.log(1);

            cluster.kill("proposer-" + leader);
            int atDeath = load.answered().size();

            await().atMost(10, TimeUnit.SECONDS).until(() -> load.answered().size() >= atDeath + 50);
            assertThat(cluster.leader()).contains(3 - leader);
            Map<String, Long> answered = load.stop();
            long last = Collections.max(answered.values());
            LearnedLog after = cluster.log(1, last);
            assertThat(after.through(before.last())).isEqualTo(before.entries());
            assertThat(after.slots()).containsAllEntriesOf(answered);
            assertThat(cluster.log(2, last).through(last)).isEqualTo(after.through(last));
        }
    }

    @Test
    void everything_killed_and_every_answered_value_is_there_after_a_new_start(Cluster cluster) {
        Map<String, Long> answered;
        try (Load load = new Load(cluster, "everything killed")) {
            load.start(16, MANY);
            await().atMost(20, TimeUnit.SECONDS).until(() -> load.answered().size() >= 200);

            cluster.killAll();

            answered = load.stop();
        }
        for (JsonNode node : cluster.status()) {
            assertThat(node.required("health").asString()).isEqualTo("DEAD");
        }
        cluster.up();
        long last = cluster.chosen("after everything was killed");
        assertThat(last).isGreaterThan(Collections.max(answered.values()));
        LearnedLog one = cluster.log(1, last);
        assertThat(one.slots()).containsAllEntriesOf(answered);
        assertThat(cluster.log(2, last).through(last)).isEqualTo(one.through(last));
    }

    @Test
    void two_acceptors_gone_is_503_within_the_deadline_and_service_resumes_when_they_are_back(Cluster cluster) {
        cluster.chosen("before two acceptors are killed");
        cluster.kill("acceptor-1", "acceptor-2");

        long began = System.nanoTime();
        HttpResponse<String> refused = cluster.propose("without a quorum", Duration.ofSeconds(2));
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = Json.read(refused.body());
        assertThat(problem.required("status").asInt()).isEqualTo(503);
        assertThat(problem.required("detail").asString()).isNotBlank();
        assertThat(took).isLessThan(Duration.ofSeconds(4));

        cluster.up();
        cluster.chosen("with a quorum again");
    }

    @Test
    void a_learner_that_lost_its_data_catches_up(Cluster cluster) throws IOException {
        try (Load load = new Load(cluster, "learner wiped")) {
            load.start(8, 200).finish();
        }
        cluster.kill("learner-2");
        delete(cluster.data().resolve("learner-2"));
        long last = cluster.chosen("while learner 2 is gone");

        cluster.up();

        LearnedLog two = cluster.log(2, last);
        assertThat(two.through(last)).isEqualTo(cluster.log(1, last).through(last));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

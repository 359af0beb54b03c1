package dev.paxoswasm.client;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import dev.paxoswasm.role.testing.TestNames;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Learners come and go by their names alone, clients are in no list, and no other node is started again for that. */
class ComingAndGoingTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private final String domain = UUID.randomUUID() + ".test";
    private final int tensOfPorts = freeTensOfPorts();

    /** Learner n has port 10 * this + n: the ports of a range differ by the id alone. */
    private static int freeTensOfPorts() {
        while (true) {
            int first = LocalCluster.freePort();
            if (first % 10 == 1 && LocalCluster.freePort() == first + 1 && LocalCluster.freePort() == first + 2) {
                return first / 10;
            }
        }
    }

    private RunningNode start(LocalCluster cluster, Role role, long id, String... own) {
        List<String> options = new ArrayList<>(List.of(own));
        options.add("paxos.cluster.clients=");
        options.add("paxos.cluster.learners=1-9=http://learner-{id}." + domain + ":" + tensOfPorts + "{id}");
        if (role == Role.LEARNER) {
            options.add("server.port=" + (10 * tensOfPorts + id));
        }
        if (role == Role.CLIENT) {
            options.add("paxos.node-id=");
            options.add("server.port=0");
        }
        return cluster.start(role, id, options.toArray(String[]::new));
    }

    private RunningNode startLearner(LocalCluster cluster, long id) {
        RunningNode learner = start(cluster, Role.LEARNER, id);
        TestNames.put("learner-" + id + "." + domain, "127.0.0.1");
        return learner;
    }

    private void stopLearner(LocalCluster cluster, long id) {
        cluster.stop(Role.LEARNER, id);
        TestNames.remove("learner-" + id + "." + domain);
    }

    private static long chosen(RunningNode client, String value) {
        HttpResponse<String> response = client.postJson("/v1/proposals", "{\"value\":\"" + value + "\"}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return RunningNode.json(response).path("slot").asLong();
    }

    private static long chosenThrough(RunningNode learner, long id) {
        return RunningNode.json(learner.get("/learners/" + id + "/status"))
                .path("chosenThrough")
                .asLong();
    }

    private static double reachable(RunningNode client, long learner) {
        return client.meter("paxos_peer_reachable{node=\"client-" + idOf(client)
                + "\",paxos_cluster=\"paxos\",peer=\"learner-" + learner + "\"");
    }

    private static long idOf(RunningNode client) {
        return RunningNode.json(client.get("/actuator/info"))
                .at("/component/nodeId")
                .asLong();
    }

    private static void awaitReady(RunningNode node) {
        await().atMost(LONG).untilAsserted(() -> {
            HttpResponse<String> ready = node.get("/actuator/health/readiness");
            assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
        });
    }

    @Test
    void a_learner_started_later_is_found_hears_of_values_serves_reads_alone_and_may_go_again() {
        try (LocalCluster cluster = ClientCluster.in(data)) {
            List<RunningNode> others = new ArrayList<>();
            for (long id = 1; id <= 3; id++) {
                others.add(start(cluster, Role.ACCEPTOR, id));
            }
            startLearner(cluster, 1);
            startLearner(cluster, 2);
            others.add(start(cluster, Role.PROPOSER, 1));
            others.add(start(cluster, Role.PROPOSER, 2));
            RunningNode client = start(cluster, Role.CLIENT, 1);
            others.add(client);
            others.forEach(ComingAndGoingTest::awaitReady);
            long before = chosen(client, "before");
            await().atMost(LONG).until(() -> reachable(client, 1) == 1);
            assertThat(reachable(client, 3)).as("not there yet").isNaN();

            RunningNode third = startLearner(cluster, 3);
            await().atMost(LONG).until(() -> chosenThrough(third, 3) >= before);
            await().atMost(LONG).untilAsserted(() -> {
                chosen(client, "do all acceptors tell learner 3?");
                others.subList(0, 3)
                        .forEach(acceptor -> assertThat(acceptor.meter("paxos_outbox_sent_total{lane=\"learn 3\""))
                                .isPositive());
            });

            await().atMost(LONG).until(() -> reachable(client, 3) == 1);

            stopLearner(cluster, 1);
            stopLearner(cluster, 2);
            long alone = chosen(client, "alone");
            JsonNode read = RunningNode.json(client.get("/v1/log/" + alone));
            assertThat(read.path("value").asString()).isEqualTo("alone");
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(
                                    client.get("/actuator/health/readiness").body())
                            .contains("\"reachable\":[3]"));

            startLearner(cluster, 1);
            RunningNode second = startLearner(cluster, 2);
            stopLearner(cluster, 3);
            long after = chosen(client, "after");
            await().atMost(LONG).until(() -> chosenThrough(second, 2) >= after);
            for (RunningNode node : others) {
                assertThat(node.get("/actuator/health").statusCode())
                        .as(node.get("/actuator/health").body())
                        .isEqualTo(200);
            }
            assertThat(client.get("/v1/log?from=" + before).body()).contains("before", "alone", "after");

            long itsId = idOf(client);
            assertThat(itsId).isGreaterThanOrEqualTo(1L << 31);
            assertThat(client.get("/clients/" + itsId + "/status").statusCode()).isEqualTo(200);
            assertProblem(client.get("/clients/1/status"), 421, "misaddressed", "this one is node " + itsId);
            assertProblem(client.get("/clients/1/status"), 421, "misaddressed", "drew that id when it started");
        }
    }

    @Test
    void a_client_that_is_told_to_end_serves_on_and_answers_all_that_reaches_it() throws Exception {
        try (LocalCluster cluster = ClientCluster.in(data)) {
            cluster.startAll();
            RunningNode leaving = cluster.start(Role.CLIENT, 1, "server.port=0", "paxos.stop.pause=60s");
            awaitReady(leaving);
            List<String> failures = Collections.synchronizedList(new ArrayList<>());
            AtomicInteger answered = new AtomicInteger();
            AtomicInteger afterwards = new AtomicInteger();
            List<Thread> users = IntStream.range(0, 8)
                    .mapToObj(user -> Thread.ofVirtual().start(() -> {
                        try (KeptConnection connection = new KeptConnection(leaving.port())) {
                            while (!connection.isClosedByServer()) {
                                String status = connection.propose("of user " + user);
                                if (!status.contains(" 201")) {
                                    failures.add(status);
                                }
                                answered.incrementAndGet();
                            }
                            afterwards.incrementAndGet();
                        } catch (IOException e) {
                            failures.add(String.valueOf(e));
                        }
                    }))
                    .toList();
            await().atMost(LONG).until(() -> answered.get() > 200);

            Thread stopping = Thread.ofVirtual().start(leaving::close);
            await().pollInterval(Duration.ofMillis(10))
                    .atMost(LONG)
                    .until(() -> leaving.get("/actuator/health/readiness").statusCode() == 503);
            for (Thread user : users) {
                user.join();
            }
            // Nobody needs the rest of its pause.
            stopping.interrupt();
            stopping.join();

            assertThat(failures).isEmpty();
            assertThat(afterwards.get())
                    .as("connections closed after an answer that said so")
                    .isEqualTo(8);
        }
    }
}

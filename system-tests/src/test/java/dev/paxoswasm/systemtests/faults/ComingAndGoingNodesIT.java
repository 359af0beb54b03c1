package dev.paxoswasm.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.Json;
import dev.paxoswasm.systemtests.cluster.LearnedLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nodes come back at other addresses, learners come and go, and a client is told to end: as pods do. Nodes are known by
 * names. What is sent to an address that a node has left gets no answer.
 */
@Timeout(600)
@Tag("long")
class ComingAndGoingNodesIT {
    private static final List<String> AT_FIRST = List.of(
            "client-1",
            "client-2",
            "proposer-1",
            "proposer-2",
            "acceptor-1",
            "acceptor-2",
            "acceptor-3",
            "learner-1",
            "learner-2");

    /** What users are told to do: ask again, for so long. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(4);

    private static NamespacedCluster cluster;

    @BeforeAll
    static void start() {
        Permission.requireRootAnd(
                "sh",
                "-c",
                "ip netns add pxtrial && ip netns exec pxtrial iptables -L; s=$?; ip netns delete pxtrial; exit $s");
        List<String> nodes = new ArrayList<>(AT_FIRST);
        nodes.add("learner-3");
        cluster = NamespacedCluster.named(
                nodes,
                "--paxos.cluster.clients=",
                "--paxos.cluster.learners=1-9=http://learner-{id}:8000",
                "--paxos.stop.pause=2s");
        cluster.up(AT_FIRST);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void acceptors_and_proposers_that_move_one_after_the_other_once_ready_leave_no_long_gap() {
        try (Callers callers = new Callers(() -> cluster.url("client-1"))) {
            callers.awaitMore(30);
            for (String node : List.of("acceptor-1", "acceptor-2", "acceptor-3", "proposer-1", "proposer-2")) {
                cluster.move(node);
                cluster.awaitReady(node);
            }
            callers.awaitMore(30);
            callers.stop();

            assertThat(callers.longestGap()).isLessThan(LONGEST_GAP);
            callers.requireAllInLog();
        }
    }

    @Test
    void a_learner_that_is_started_later_is_found_learns_the_log_and_serves_it_alone_and_may_go_again() {
        long before = cluster.chosen("before learner 3");

        cluster.startNamed("learner-3");
        cluster.awaitReady("learner-3");
        LearnedLog old = cluster.log(3, before);
        assertThat(old.through(before)).isEqualTo(cluster.log(1, before).through(before));
        // Votes come to it, too: it asks others once a second only.
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> {
            long slot = cluster.chosen("does learner 3 hear of it?");
            await().atMost(250, TimeUnit.MILLISECONDS)
                    .pollInterval(10, TimeUnit.MILLISECONDS)
                    .until(() -> cluster.chosenThrough(3) >= slot);
        });

        cluster.stop("learner-1");
        cluster.stop("learner-2");
        long alone = cluster.chosen("with learner 3 alone");
        HttpResponse<String> read = Http.get(cluster.client() + "/v1/log?from=" + alone + "&limit=1");
        assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
        assertThat(read.body()).contains("with learner 3 alone");

        cluster.startNamed("learner-1");
        cluster.startNamed("learner-2");
        cluster.awaitReady("learner-1");
        cluster.awaitReady("learner-2");
        cluster.stop("learner-3");
        cluster.chosen("without learner 3 again");
        assertThat(Http.get(cluster.client() + "/actuator/health").statusCode()).isEqualTo(200);
        for (int acceptor = 1; acceptor <= 3; acceptor++) {
            assertThat(Http.get(cluster.acceptor(acceptor) + "/actuator/health").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void two_clients_in_no_list_each_have_an_id_of_their_own_and_refuse_requests_for_the_other() {
        long one = idOf("client-1");
        long two = idOf("client-2");

        assertThat(List.of(one, two)).allMatch(id -> id >= 1L << 31).doesNotHaveDuplicates();
        HttpResponse<String> misaddressed = Http.get(cluster.url("client-1") + "/clients/" + two + "/status");
        assertThat(misaddressed.statusCode()).isEqualTo(421);
        assertThat(Json.read(misaddressed.body()).required("detail").asString())
                .contains(String.valueOf(one))
                .contains("drew that id");
    }

    private static long idOf(String client) {
        return Json.read(Http.get(cluster.url(client) + "/actuator/info").body())
                .required("component")
                .required("nodeId")
                .asLong();
    }

    @Test
    void a_client_that_is_told_to_end_is_not_ready_at_once_and_answers_all_that_reaches_it() {
        Supplier<String> balanced = () -> cluster.url(isReady("client-2") ? "client-2" : "client-1");
        try (Callers callers = new Callers(balanced)) {
            callers.awaitMore(200);

            cluster.tellToEnd("client-2");
            await().atMost(1, TimeUnit.SECONDS)
                    .pollInterval(20, TimeUnit.MILLISECONDS)
                    .until(() -> !isReady("client-2"));
            callers.awaitMore(200);
            await().atMost(20, TimeUnit.SECONDS).until(() -> !cluster.isAlive("client-2"));
            callers.awaitMore(50);
            callers.stop();

            assertThat(callers.failures()).isEmpty();
            callers.requireAllInLog();
        } finally {
            cluster.startNamed("client-2");
            cluster.awaitReady("client-2");
        }
    }

    private static boolean isReady(String node) {
        try {
            return Http.get(cluster.url(node) + "/actuator/health/readiness").statusCode() == 200;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Users that propose one value after the other over connections that they keep, to whom a balancer that looks often
     * sends them.
     */
    private static final class Callers implements AutoCloseable {
        private static final int CALLERS = 8;

        private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        private final Map<String, Long> chosen = new ConcurrentHashMap<>();
        private final ConcurrentSkipListSet<Long> chosenAt = new ConcurrentSkipListSet<>();
        private final List<String> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        private volatile String target;
        private volatile boolean stopped;

        Callers(Supplier<String> balancer) {
            target = balancer.get();
            threads.execute(() -> {
                while (!stopped) {
                    target = balancer.get();
                    pause(50);
                }
            });
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                threads.execute(() -> propose(number));
            }
        }

        private void propose(int caller) {
            String name = "caller " + caller + " " + System.nanoTime() + " ";
            try (HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                for (int i = 0; !stopped; i++) {
                    String value = name + i;
                    try {
                        HttpResponse<String> response = http.send(
                                HttpRequest.newBuilder(URI.create(target + "/v1/proposals"))
                                        .header("Content-Type", "application/json")
                                        .header("Prefer", "wait=10")
                                        .POST(HttpRequest.BodyPublishers.ofString(Json.object("value", value)))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                        if (response.statusCode() == 201) {
                            chosen.put(
                                    value,
                                    Json.read(response.body()).required("slot").asLong());
                            chosenAt.add(System.nanoTime());
                        } else {
                            failures.add(response.statusCode() + " " + response.body());
                        }
                    } catch (IOException e) {
                        failures.add(String.valueOf(e));
                    }
                    pause(10);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void awaitMore(int values) {
            int before = chosen.size();
            await().atMost(30, TimeUnit.SECONDS).until(() -> chosen.size() >= before + values);
        }

        List<String> failures() {
            return List.copyOf(failures);
        }

        Duration longestGap() {
            long longest = 0;
            Long last = null;
            for (long at : chosenAt) {
                longest = last == null ? 0 : Math.max(longest, at - last);
                last = at;
            }
            return Duration.ofNanos(longest);
        }

        void requireAllInLog() {
            long last = chosen.values().stream().mapToLong(it -> it).max().orElseThrow();
            assertThat(cluster.log(1, last).slots()).containsAllEntriesOf(chosen);
        }

        void stop() throws AssertionError {
            stopped = true;
            threads.shutdown();
            await().atMost(30, TimeUnit.SECONDS).until(threads::isTerminated);
        }

        @Override
        public void close() {
            stopped = true;
            threads.close();
        }
    }
}

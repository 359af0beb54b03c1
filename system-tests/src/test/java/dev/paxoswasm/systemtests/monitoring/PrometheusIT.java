package dev.paxoswasm.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.CommandLine;
import dev.paxoswasm.systemtests.cluster.FreePorts;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.Json;
import dev.paxoswasm.systemtests.cluster.ShellCommand;
import dev.paxoswasm.systemtests.cluster.StartedByHand;
import dev.paxoswasm.systemtests.cluster.TestFolder;
import dev.paxoswasm.systemtests.faults.LoopFileSystem;
import dev.paxoswasm.systemtests.faults.Permission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** A real Prometheus watches a real cluster that is broken in as many ways as there are rules. */
@TestMethodOrder(OrderAnnotation.class)
@Tag("long")
class PrometheusIT {

    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int MORE_THAN_A_LAG = 1_500;
    private static final Set<String> SEEN = new TreeSet<>();

    private static Cluster cluster;
    private static LoopFileSystem disk;
    private static PrometheusServer prometheus;

    @BeforeAll
    static void start() {
        Permission.requireRootAnd("sh", "-c", "command -v prometheus && command -v promtool && command -v mkfs.xfs");
        Path folder = TestFolder.create("monitored");
        int base = FreePorts.base();
        cluster = new Cluster(folder.resolve("cluster"), base);
        disk = LoopFileSystem.mount(folder.resolve("disk"), cluster.data().resolve("acceptor-2"));
        cluster.up(Map.of("MANAGEMENT_METRICS_DISTRIBUTION_PERCENTILESHISTOGRAM_PAXOS", "true"))
                .requireDone();
        prometheus = PrometheusServer.start(
                folder.resolve("prometheus"),
                IntStream.of(80, 90, 101, 102, 201, 202, 203, 301, 302)
                        .mapToObj(offset -> "127.0.0.1:" + (base + offset))
                        .toList());
    }

    @AfterAll
    static void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (cluster != null) {
            cluster.down();
        }
        if (disk != null) {
            disk.close();
        }
    }

    private static void awaitFiring(String... alerts) {
        awaitFiring(() -> {}, alerts);
    }

    /** @param meanwhile done again and again until they fire */
    private static void awaitFiring(Runnable meanwhile, String... alerts) {
        await().atMost(LONG).untilAsserted(() -> {
            meanwhile.run();
            Set<String> firing = prometheus.firing();
            SEEN.addAll(firing);
            assertThat(firing).contains(alerts);
        });
    }

    private static void awaitSilent(String... alerts) {
        await().atMost(LONG).untilAsserted(() -> assertThat(prometheus.firing()).doesNotContain(alerts));
    }

    private static int propose(String value) {
        return Http.post(cluster.client() + "/v1/proposals", "{\"value\":\"" + value + "\"}", "Prefer", "wait=1")
                .statusCode();
    }

    private static void proposeMuch() {
        for (int i = 0; i < 8; i++) {
            Http.post(cluster.client() + "/v1/proposals", "application/octet-stream", new byte[1_000_000]);
        }
    }

    private static Map<String, String> queries() throws IOException {
        String cluster = Http.getJson(PrometheusIT.cluster.client() + "/actuator/health")
                .at("/components/cluster/details/identity")
                .asString()
                .replaceAll("^id=([^;]*);.*", "$1");
        JsonNode dashboard = Json.read(Files.readString(CommandLine.HOME.resolve("monitoring/dashboard.json")));
        Map<String, String> queries = new TreeMap<>();
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> queries.put(
                                panel.path("title").asString() + " "
                                        + target.path("refId").asString(),
                                target.path("expr")
                                        .asString()
                                        .replace("$cluster", cluster)
                                        .replace("$__rate_interval", "1m"))));
        return queries;
    }

    @Test
    @Order(1)
    void promtool_passes_the_rules_and_each_says_what_to_do() throws IOException {
        ShellCommand.run(
                "promtool",
                "check",
                "rules",
                CommandLine.HOME.resolve("monitoring/alerts.yaml").toString());
        ShellCommand.run(
                "promtool",
                "check",
                "config",
                CommandLine.HOME.resolve("monitoring/prometheus.yaml").toString());
        assertThat(Files.readAllLines(CommandLine.HOME.resolve("docs/metrics.md")))
                .containsAll(
                        prometheus.rules().stream().map(rule -> "### " + rule).toList());
    }

    @Test
    @Order(2)
    void nothing_fires_while_all_is_well_and_each_panel_s_queries_return_data() throws IOException {
        cluster.names()
                .forEach(name -> ShellCommand.run(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(cluster.process(name).pid()),
                        "GC.run"));
        Map<String, String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(50);
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(propose("a value")).isEqualTo(201);
            assertThat(queries.entrySet().stream()
                            .filter(query -> prometheus.series(query.getValue()) == 0)
                            .map(Map.Entry::toString))
                    .isEmpty();
        });
        awaitSilent(prometheus.rules().toArray(String[]::new));
    }

    @Test
    @Order(3)
    void an_acceptor_that_is_gone() {
        cluster.kill("acceptor-3");

        awaitFiring("PaxosAcceptorUnreachable acceptor-3", "PaxosNodeDown");
        assertThat(propose("two of three")).isEqualTo(201);
        assertThat(prometheus.firing()).doesNotContain("PaxosNoLeader", "PaxosNoAgreement");
    }

    @Test
    @Order(4)
    void no_quorum_of_acceptors() {
        cluster.kill("acceptor-1");

        awaitFiring(
                () -> propose("in vain"),
                "PaxosNoLeader",
                "PaxosNoAgreement client-1",
                "PaxosProposerIsolated proposer-1",
                "PaxosProposerIsolated proposer-2",
                "PaxosProposalsFail",
                "PaxosErrors client-1");
        cluster.up();
        awaitSilent("PaxosNoLeader", "PaxosNoAgreement", "PaxosProposerIsolated", "PaxosAcceptorUnreachable");
    }

    /** Then there is no proposer left to say that none leads. */
    @Test
    @Order(5)
    void no_proposers() {
        cluster.kill("proposer-1");
        cluster.kill("proposer-2");

        awaitFiring("PaxosNoLeader");
        cluster.up();
        awaitSilent("PaxosNoLeader", "PaxosNodeDown");
    }

    @Test
    @Order(6)
    void a_process_that_is_started_again_and_again() {
        for (int i = 0; i < 2; i++) {
            cluster.kill("coordinator-1");
            cluster.up();
            // Seen by Prometheus, before the next one.
            await().atMost(LONG)
                    .until(() -> prometheus.series("up{job=\"paxos\"} == 1")
                            == cluster.names().size());
        }

        awaitFiring("PaxosRestarts");
    }

    @Test
    @Order(7)
    void leaders_that_come_and_go() {
        awaitFiring(
                () -> Stream.of(1, 2)
                        .forEach(id -> Http.post(cluster.proposer(id) + "/proposers/" + id + "/reserve-ballot", "{}")),
                "PaxosLeaderChanges");
    }

    @Test
    @Order(8)
    void nodes_of_another_cluster() {
        awaitFiring(
                () -> Http.post(
                        cluster.learner(1) + "/learners/1/read-log",
                        "{\"firstSlot\":1,\"maxEntries\":1}",
                        "Paxos-Cluster",
                        "from=acceptor-1; id=another; acceptors=1; proposers=1; phase1=1; phase2=1"),
                "PaxosDisagreement learner-1");
    }

    @Test
    @Order(9)
    void a_learner_that_hears_nobody() {
        try (StartedByHand nodes = StartedByHand.of(cluster)
                .with("learner-2", "--paxos.cluster.acceptors=" + nowhere(1, 3))
                .with("learner-2", "--paxos.cluster.proposers=" + nowhere(4, 5))
                .with("learner-2", "--paxos.cluster.learners=1=http://127.0.0.1:6,2=" + cluster.learner(2))) {
            cluster.kill("learner-2");
            String values = IntStream.range(0, MORE_THAN_A_LAG)
                    .mapToObj(i -> "{\"value\":\"" + i + "\"}")
                    .collect(Collectors.joining(",", "[", "]"));
            Http.post(cluster.client() + "/v1/proposals:batch", values, "Prefer", "wait=30");
            nodes.start("learner-2");

            awaitFiring("PaxosLearnerLags learner-2");
        }
        cluster.up();
        awaitSilent("PaxosLearnerLags learner-2");
    }

    /** Nodes at ports where nobody is, each at its own. */
    private static String nowhere(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(port -> (port - first + 1) + "=http://127.0.0.1:" + port)
                .collect(Collectors.joining(","));
    }

    @Test
    @Order(10)
    void a_component_that_wants_more_memory_than_it_may_have() {
        try (StartedByHand nodes =
                StartedByHand.of(cluster).with("coordinator-1", "--paxos.component.max-memory=1310720B")) {
            cluster.kill("coordinator-1");
            nodes.start("coordinator-1");
            String large = "{\"payload\":\"" + "A".repeat(800_000) + "\"}";

            awaitFiring(
                    () -> attempt(() -> Http.post(cluster.coordinator() + "/coordinators/1/run-round", large)),
                    "PaxosComponentRebuilt coordinator-1");
        }
        cluster.up();
    }

    /** While it starts, nobody answers. */
    private static void attempt(Runnable request) {
        try {
            request.run();
        } catch (RuntimeException e) {
            assertThat(e).hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    @Order(11)
    void a_disk_that_is_full() {
        disk.fill();

        // The store has room of its own left, some tens of megabytes that it took before.
        awaitFiring(
                PrometheusIT::proposeMuch,
                "PaxosDiskFillsUp acceptor-2",
                "PaxosStorageNotWritable acceptor-2",
                "PaxosNodeOutOfService acceptor-2");
        disk.free();
        awaitSilent("PaxosDiskFillsUp acceptor-2", "PaxosNodeOutOfService acceptor-2");
    }

    @Test
    @Order(12)
    void an_acceptor_whose_disk_is_empty() {
        try (StartedByHand nodes = StartedByHand.of(cluster)) {
            cluster.kill("acceptor-1");
            wipe("acceptor-1");
            nodes.start("acceptor-1");

            awaitFiring("PaxosAcceptorDoesNotVote acceptor-1");
        }
    }

    /** What learners remember shows it, once votes come at ballots above those of before. */
    @Test
    @Order(13)
    void acceptors_and_proposers_that_begin_anew_beside_learners_that_have_learned() {
        cluster.kill("acceptor-2", "acceptor-3", "proposer-1", "proposer-2");
        wipe("acceptor-1", "acceptor-2", "acceptor-3", "proposer-1", "proposer-2");
        cluster.up(Map.of());
        Stream.of(1, 2)
                .forEach(id -> Http.post(
                        cluster.proposer(id) + "/proposers/" + id + "/reserve-ballot",
                        "{\"above\":{\"round\":100000,\"proposer\":1}}"));

        awaitFiring(() -> propose("another"), "PaxosForgotten");
    }

    /** What is mounted there stays. */
    private static void wipe(String... nodes) {
        Arrays.stream(nodes)
                .forEach(node ->
                        ShellCommand.run("find", cluster.data().resolve(node).toString(), "-mindepth", "1", "-delete"));
    }

    @Test
    @Order(14)
    void no_rule_is_left_that_has_not_fired() {
        assertThat(SEEN).containsAll(prometheus.rules());
    }
}

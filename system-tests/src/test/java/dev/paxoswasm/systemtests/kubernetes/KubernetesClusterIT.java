package dev.paxoswasm.systemtests.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * The manifests as a user applies them, on three machines, under a steady load through the Service, while one thing
 * after the other is done to them. Run by {@code containers/test-kubernetes}.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class KubernetesClusterIT {
    /** What {@code containers/test-kubernetes --short} leaves out. */
    private static final String THOROUGH = "thorough";

    private static final int RATE = Integer.getInteger("paxos.kubernetes.rate", 200);

    /** The longest time without an acknowledged value that a planned change may cause, and the loss of a machine. */
    private static final Duration PLANNED = Duration.ofMillis(Long.getLong("paxos.kubernetes.gap", 2_000));

    private static final Duration LOST = Duration.ofSeconds(15);

    /** To change a leader and choose a value, three flushes follow each other: where the disk stands still, all wait. */
    private static final int FLUSHES = 3;

    private static final int PAGE = 1_000;

    private final List<String> report = new ArrayList<>();
    private final Map<String, Long> acknowledged = new HashMap<>();
    private String client = "";
    private SteadyLoad load;
    private DiskPauses disk;

    @BeforeAll
    void apply() {
        assumeTrue(
                Boolean.getBoolean("paxos.kubernetes"),
                "skipped: containers/test-kubernetes runs this on a real Kubernetes cluster");
        client = "http://%s:8080"
                .formatted(Kubectl.json("get", "service", "client")
                        .required("spec")
                        .required("clusterIP")
                        .asString());
        await().atMost(2, TimeUnit.MINUTES)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(propose("the first value").statusCode()).isEqualTo(201));
        disk = new DiskPauses(Path.of(Kubectl.project("system-tests/target")));
        load = new SteadyLoad(client, RATE);
        await().atMost(1, TimeUnit.MINUTES).until(() -> load.acknowledged().size() >= 10 * RATE);
        tell(String.format(
                "%-52s %6s %8s %10s %9s %8s %8s %7s",
                "done under " + RATE + " proposals/s",
                "s",
                "chosen",
                "gap ms",
                "at s",
                "disk ms",
                "retried",
                "failed"));
    }

    @AfterAll
    void writeReport() throws IOException {
        if (load != null) {
            load.close();
            disk.close();
            Files.write(Path.of(Kubectl.project("system-tests/target/kubernetes.txt")), report);
        }
    }

    private void tell(String line) {
        report.add(line);
        System.out.println(line);
    }

    private HttpResponse<String> propose(String value) {
        return Http.post(client + "/v1/proposals", Json.object("value", value));
    }

    /**
     * Does something under the load. No value is given up, and no time without one is longer than the limit, what the
     * disk took for flushes left aside.
     */
    private void under(Duration limit, String name, Runnable disturbance) {
        disk.forget();
        SteadyLoad.Effect effect = load.during(disturbance);
        Duration pause = disk.longest();
        tell(String.format(
                "%-52s %6d %8d %10d %9d %8d %8d %7d  %s",
                name,
                effect.took().toSeconds(),
                effect.chosen(),
                effect.longestGap().toMillis(),
                effect.gapAt().toSeconds(),
                pause.toMillis(),
                effect.retried(),
                effect.failed(),
                effect.problem().lines().findFirst().orElse("")));
        assertThat(effect.failed()).as("%s: values given up", name).isZero();
        assertThat(effect.chosen()).as("%s: values chosen", name).isPositive();
        assertThat(effect.longestGap())
                .as("%s: longest time without a value, where a flush took up to %s", name, pause)
                .isLessThan(limit.plus(pause.multipliedBy(FLUSHES)));
    }

    private static String leader() {
        return Kubectl.ask(Kubectl.name(Kubectl.pods("proposer").getFirst()), "/proposers/" + firstId() + "/status")
                .required("leader")
                .asString();
    }

    private static String firstId() {
        return Kubectl.name(Kubectl.pods("proposer").getFirst()).replaceAll("\\D", "");
    }

    private static Set<String> restartable(String role) {
        return Kubectl.pods(role).stream().map(Kubectl::uid).collect(Collectors.toSet());
    }

    private static void awaitReady(String pod) {
        await().atMost(5, TimeUnit.MINUTES)
                .ignoreExceptions()
                .until(() -> Kubectl.isReady(Kubectl.json("get", "pod", pod)));
    }

    @Test
    @Order(1)
    void pods_of_a_role_are_spread_over_the_machines() {
        for (String role : List.of("acceptor", "proposer", "learner", "client")) {
            List<String> machines =
                    Kubectl.pods(role).stream().map(Kubectl::machine).toList();
            assertThat(machines).as("machines of %ss", role).doesNotHaveDuplicates();
        }
    }

    @Test
    @Order(1)
    void only_those_reach_a_node_whom_the_network_policies_name() {
        String acceptor = "http://%s:8080/acceptors/1/status"
                .formatted(Kubectl.json("get", "pod", "acceptor-1")
                        .required("status")
                        .required("podIP")
                        .asString());
        String log = client + "/v1/log";
        assertThat(Kubectl.reaches("visitor", "visitor", log))
                .as("a namespace with the label")
                .isTrue();
        assertThat(Kubectl.reaches("stranger", "stranger", log))
                .as("a namespace without it")
                .isFalse();
        assertThat(Kubectl.reaches("visitor", "visitor", acceptor))
                .as("a user, an acceptor")
                .isFalse();
        assertThat(Kubectl.reaches(Kubectl.NAMESPACE, "proposer-1", acceptor))
                .as("a proposer, an acceptor")
                .isTrue();
    }

    @Test
    @Order(2)
    void an_acceptor_is_deleted() {
        under(PLANNED, "an acceptor's pod deleted", () -> {
            Kubectl.run("delete", "pod", "acceptor-1");
            awaitReady("acceptor-1");
        });
    }

    @Test
    @Order(3)
    void the_leader_is_deleted() {
        String leading = "proposer-" + leader();
        under(PLANNED, "the leader's pod deleted", () -> {
            Kubectl.run("delete", "pod", leading);
            awaitReady(leading);
        });
    }

    @Test
    @Tag(THOROUGH)
    @Order(4)
    void acceptors_are_rolled_three_times_and_the_leader_stays() {
        String leading = leader();
        for (int round = 1; round <= 3; round++) {
            under(PLANNED, "acceptors rolled, round " + round, () -> roll("statefulset/acceptor"));
        }
        assertThat(leader()).as("no needless change of leader").isEqualTo(leading);
    }

    @Test
    @Tag(THOROUGH)
    @Order(5)
    void each_other_role_is_rolled() {
        for (String workload : List.of("statefulset/proposer", "statefulset/learner", "deployment/client")) {
            under(PLANNED, workload.replaceFirst(".*/", "") + "s rolled", () -> roll(workload));
        }
    }

    private static void roll(String workload) {
        Kubectl.run("rollout", "restart", workload);
        Kubectl.awaitRollout(workload);
    }

    @Test
    @Order(6)
    void all_roles_are_rolled_by_a_change_of_the_configuration() {
        under(PLANNED, "configuration changed: all rolled", () -> {
            Kubectl.run("apply", "--kustomize", Kubectl.project("system-tests/src/test/kubernetes/changed"));
            Kubectl.awaitAllReady();
        });
    }

    @Test
    @Tag(THOROUGH)
    @Order(7)
    void learners_and_clients_are_scaled_and_no_acceptor_or_proposer_is_restarted() {
        Set<String> acceptors = restartable("acceptor");
        Set<String> proposers = restartable("proposer");
        under(PLANNED, "learners and clients scaled up", () -> {
            Kubectl.run("scale", "statefulset/learner", "--replicas=3");
            Kubectl.run("scale", "deployment/client", "--replicas=3");
            Kubectl.awaitRollout("statefulset/learner");
            Kubectl.awaitRollout("deployment/client");
        });
        awaitCaughtUp("learner-3");
        under(PLANNED, "learners and clients scaled down", () -> {
            Kubectl.run("scale", "statefulset/learner", "--replicas=2");
            Kubectl.run("scale", "deployment/client", "--replicas=2");
            Kubectl.run("wait", "--for=delete", "pod/learner-3", "--timeout=2m");
            await().atMost(2, TimeUnit.MINUTES)
                    .until(() -> Kubectl.pods("client").size() == 2);
        });
        assertThat(restartable("acceptor")).isEqualTo(acceptors);
        assertThat(restartable("proposer")).isEqualTo(proposers);
    }

    /** A learner gets to where the log is now. */
    private void awaitCaughtUp(String learner) {
        String path = "/learners/" + learner.replaceAll("\\D", "") + "/status";
        long now = load.acknowledged().values().stream()
                .mapToLong(slot -> slot)
                .max()
                .orElseThrow();
        await().atMost(2, TimeUnit.MINUTES)
                .ignoreExceptions()
                .until(() ->
                        Kubectl.ask(learner, path).required("chosenThrough").asLong() >= now);
    }

    @Test
    @Tag(THOROUGH)
    @Order(8)
    void a_machine_is_drained() {
        String machine = Kubectl.machine(Kubectl.json("get", "pod", "acceptor-2"));
        try {
            under(PLANNED, "a machine drained", () -> {
                Kubectl.run(
                        "drain",
                        machine,
                        "--pod-selector=app.kubernetes.io/part-of=paxos-wasm",
                        "--ignore-daemonsets",
                        "--delete-emptydir-data",
                        "--timeout=10m");
                Kubectl.awaitAllReady();
            });
        } finally {
            Kubectl.run("uncordon", machine);
        }
    }

    @Test
    @Tag(THOROUGH)
    @Order(9)
    void an_acceptors_volume_fills_and_gets_room_again() {
        String filler = volumeOf("acceptor-3") + "/filler";
        under(PLANNED, "an acceptor's volume filled", () -> {
            Kubectl.cluster("in", "control", "sh", "-c", "cat /dev/zero >" + filler + " 2>/dev/null; true");
            // Room was set aside for the next values, and large ones use it up.
            await().atMost(3, TimeUnit.MINUTES).until(() -> {
                propose("x".repeat(500_000));
                return !Kubectl.isReady(Kubectl.json("get", "pod", "acceptor-3"));
            });
        });
        under(PLANNED, "room made again", () -> {
            Kubectl.cluster("in", "control", "rm", filler);
            awaitReady("acceptor-3");
        });
        JsonNode status = Kubectl.json("get", "pod", "acceptor-3").required("status");
        assertThat(status.required("containerStatuses")
                        .get(0)
                        .required("restartCount")
                        .asInt())
                .as("restarts of the acceptor whose volume was full")
                .isZero();
    }

    /** Where a pod's volume is on this machine. */
    private static String volumeOf(String pod) {
        String volume = Kubectl.json("get", "persistentvolumeclaim", "data-" + pod)
                .required("spec")
                .required("volumeName")
                .asString();
        return Kubectl.json("get", "persistentvolume", volume)
                .required("spec")
                .required("local")
                .required("path")
                .asString();
    }

    @Test
    @Tag(THOROUGH)
    @Order(10)
    void a_learner_that_lost_its_volume_learns_again() {
        under(PLANNED, "a learner's claim deleted", () -> {
            loseVolume("learner-2");
            awaitReady("learner-2");
            awaitCaughtUp("learner-2");
        });
    }

    private static void loseVolume(String pod) {
        String before = Kubectl.uid(Kubectl.json("get", "persistentvolumeclaim", "data-" + pod));
        Kubectl.run("delete", "persistentvolumeclaim", "data-" + pod, "--wait=false");
        Kubectl.run("delete", "pod", pod);
        await().atMost(2, TimeUnit.MINUTES)
                .ignoreExceptions()
                .until(() -> !Kubectl.uid(Kubectl.json("get", "persistentvolumeclaim", "data-" + pod))
                        .equals(before));
    }

    @Test
    @Tag(THOROUGH)
    @Order(11)
    void an_acceptor_that_lost_its_volume_is_recovered() {
        under(PLANNED, "an acceptor's claim deleted, and recovered", () -> {
            loseVolume("acceptor-2");
            await().atMost(3, TimeUnit.MINUTES)
                    .ignoreExceptions()
                    .until(() -> standing("acceptor-2").equals("forgetful"));
            long life = Kubectl.ask("acceptor-2", "/acceptors/2/status")
                    .required("life")
                    .asLong();
            Kubectl.post("acceptor-2", "/acceptors/2/recover", "{\"life\":" + life + "}");
            awaitReady("acceptor-2");
        });
        assertThat(standing("acceptor-2")).isEqualTo("voting");
    }

    private static String standing(String acceptor) {
        return Kubectl.ask(acceptor, "/acceptors/" + acceptor.replaceAll("\\D", "") + "/status")
                .required("standing")
                .asString();
    }

    @Test
    @Tag(THOROUGH)
    @Order(12)
    void a_machine_is_lost() {
        String machine = Kubectl.pods("proposer").stream()
                .map(Kubectl::machine)
                .filter(name -> !name.equals("node-1"))
                .findFirst()
                .orElseThrow();
        String number = machine.replaceAll("\\D", "");
        try {
            under(LOST, "a machine lost, its pods moved", () -> {
                Kubectl.cluster("lose", number);
                await().atMost(3, TimeUnit.MINUTES).until(() -> !machineIsReady(machine));
                Kubectl.run("taint", "node", machine, "node.kubernetes.io/out-of-service=nodeshutdown:NoExecute");
                Kubectl.awaitAllReady();
            });
        } finally {
            under(PLANNED, "the machine is back", () -> {
                Kubectl.cluster("regain", number);
                await().atMost(3, TimeUnit.MINUTES).until(() -> machineIsReady(machine));
                Kubectl.run("taint", "node", machine, "node.kubernetes.io/out-of-service-");
            });
        }
    }

    private static boolean machineIsReady(String machine) {
        return Kubectl.isReady(Kubectl.json("get", "node", machine));
    }

    @Test
    @Order(13)
    void every_acknowledged_value_is_in_its_slot() {
        load.close();
        assertThat(load.givenUp()).as("values given up at any time").isEmpty();
        acknowledged.putAll(load.acknowledged());
        requireAllInTheirSlots();
        tell("%,d acknowledged values are in their slots".formatted(acknowledged.size()));
    }

    @Test
    @Tag(THOROUGH)
    @Order(14)
    void they_are_there_when_the_suite_was_removed_and_applied_again() {
        Kubectl.run("delete", "--kustomize", Kubectl.project("k8s"), "--ignore-not-found");
        Kubectl.run("apply", "--kustomize", Kubectl.project("k8s"));
        Kubectl.awaitAllReady();
        client = "http://%s:8080"
                .formatted(Kubectl.json("get", "service", "client")
                        .required("spec")
                        .required("clusterIP")
                        .asString());
        requireAllInTheirSlots();
        tell("and after 'kubectl delete -k k8s' and 'kubectl apply -k k8s'");
    }

    private void requireAllInTheirSlots() {
        long last = acknowledged.values().stream().mapToLong(slot -> slot).max().orElseThrow();
        Map<Long, String> log = new HashMap<>();
        for (long from = 1; from <= last; ) {
            JsonNode entries = Http.getJson(client + "/v1/log?from=" + from + "&limit=" + PAGE)
                    .required("entries");
            for (JsonNode entry : entries) {
                from = entry.required("slot").asLong() + 1;
                log.put(from - 1, entry.path("value").asString(""));
            }
        }
        Map<Long, String> expected = new HashMap<>();
        acknowledged.forEach((value, slot) -> expected.put(slot, value));
        assertThat(expected).as("two values acknowledged in one slot").hasSize(acknowledged.size());
        assertThat(log).containsAllEntriesOf(expected);
        JsonNode agreement =
                Kubectl.ask(Kubectl.name(Kubectl.pods("coordinator").getFirst()), "/coordinators/1/check-agreement");
        assertThat(agreement.path("agreed").asBoolean()).as("%s", agreement).isTrue();
    }
}

package dev.paxoswasm.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A cluster whose data was written with two of three acceptors a quorum, and what starts it, or a node of it,
 * otherwise.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("long")
class ClusterIdentityIT {
    private static final List<String> OTHER_QUORUMS = List.of("paxos.quorum.phase1=3", "paxos.quorum.phase2=1");
    private static final String BEFORE = "was written with paxos.quorum.phase1=2, paxos.quorum.phase2=2";
    private static final String NOW = "paxos.quorum.phase1=3, paxos.quorum.phase2=1";

    private final int portBase = FreePorts.base();
    private final Cluster cluster = new Cluster(TestFolder.create("identity"), portBase);

    @TempDir
    private Path folder = Path.of("");

    @AfterAll
    void down() {
        cluster.down();
    }

    private CommandLine.Result up(List<String> settings) {
        List<String> arguments = new ArrayList<>(List.of("up", "--processes", "--detach"));
        arguments.addAll(List.of("--data", cluster.data().toString(), "--port-base", String.valueOf(portBase)));
        settings.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        return CommandLine.run(arguments.toArray(String[]::new));
    }

    /** The command line of a node that runs, to start it again with other settings. */
    private List<String> commandLine(String name) throws IOException {
        byte[] line = Files.readAllBytes(
                Path.of("/proc", String.valueOf(cluster.process(name).pid()), "cmdline"));
        return Arrays.asList(new String(line, StandardCharsets.UTF_8).split("\0"));
    }

    private Process start(List<String> commandLine, Path output) throws IOException {
        List<String> all = new ArrayList<>(commandLine);
        OTHER_QUORUMS.forEach(setting -> all.add("--" + setting));
        return new ProcessBuilder(all)
                .directory(cluster.data().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    @Test
    @Order(1)
    void the_command_line_starts_nothing_with_other_quorums_and_says_both_values() {
        cluster.up();
        cluster.chosen("with two of three");
        cluster.down();

        CommandLine.Result result = up(OTHER_QUORUMS);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains(BEFORE, "would start it with " + NOW);
        assertThat(CommandLine.run("status", "--json", "--data", cluster.data().toString())
                        .out())
                .doesNotContain("\"pid\"");
    }

    @Test
    @Order(2)
    void the_nodes_do_not_start_with_them_either_and_say_so_in_one_line() throws Exception {
        cluster.up();
        for (String name : List.of("proposer-1", "learner-1", "acceptor-1")) {
            List<String> commandLine = commandLine(name);
            cluster.kill(name);
            Path output = folder.resolve(name);

            Process process = start(commandLine, output);

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            assertThat(Files.readAllLines(output).stream().filter(line -> line.contains("Not started. ")))
                    .singleElement()
                    .asString()
                    .contains("paxos.quorum.phase1: " + name.replace('-', ' ') + " is configured with " + NOW, BEFORE);
        }
        cluster.up();
        cluster.chosen("with two of three again");
    }

    @Test
    @Order(3)
    void a_learner_without_data_that_counts_one_vote_is_down_and_the_cluster_is_up() throws Exception {
        List<String> commandLine = commandLine("learner-2");
        cluster.kill("learner-2");
        Path data = cluster.data().resolve("learner-2");
        delete(data);
        Process wrong = start(commandLine, folder.resolve("learner-2"));
        try {
            await().atMost(90, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(() -> {
                JsonNode health = health(cluster.learner(2));
                assertThat(health.required("status").asString()).isEqualTo("DOWN");
                assertThat(health.required("details").required("differing").toString())
                        .contains("acceptor 1 has paxos.quorum.phase1=2, paxos.quorum.phase2=2, and this node has "
                                + NOW);
            });
            cluster.chosen("beside a wrong learner");

            assertThat(cluster.chosenThrough(2)).isZero();
            for (String node :
                    List.of(cluster.acceptor(1), cluster.proposer(1), cluster.learner(1), cluster.client())) {
                assertThat(Http.getJson(node + "/actuator/health")
                                .required("status")
                                .asString())
                        .as(node)
                        .isEqualTo("UP");
            }
            assertThat(health(cluster.acceptor(1))
                            .required("details")
                            .required("differing")
                            .toString())
                    .contains("learner 2 has " + NOW);
        } finally {
            wrong.destroyForcibly().waitFor();
        }
        delete(data);
        cluster.up();
        long last = cluster.chosen("with a learner that is right");
        assertThat(cluster.log(2, last).through(last))
                .isEqualTo(cluster.log(1, last).through(last));
    }

    private static JsonNode health(String node) {
        return Json.read(Http.get(node + "/actuator/health").body())
                .required("components")
                .required("cluster");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

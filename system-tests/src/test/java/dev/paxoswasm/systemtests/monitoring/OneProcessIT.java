package dev.paxoswasm.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.systemtests.cluster.CommandLine;
import dev.paxoswasm.systemtests.cluster.FreePorts;
import dev.paxoswasm.systemtests.cluster.Json;
import dev.paxoswasm.systemtests.cluster.TestFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What an operator sees of all nodes in one JVM. */
@Timeout(400)
class OneProcessIT {

    private static final Path DATA = TestFolder.create("one-process");
    private static final int BASE = FreePorts.base();

    private static void paxos(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--data", DATA.toString()));
        CommandLine.run(all.toArray(String[]::new)).requireDone();
    }

    @BeforeAll
    static void start() {
        paxos(
                "up",
                "--detach",
                "--timeout",
                "170",
                "--port-base",
                String.valueOf(BASE),
                "--set",
                "logging.structured.format.console=ecs");
    }

    @AfterAll
    static void stop() {
        paxos("down");
    }

    private static List<String> nodes() {
        return IntStream.of(80, 90, 101, 102, 201, 202, 203, 301, 302)
                .mapToObj(offset -> "http://127.0.0.1:" + (BASE + offset))
                .toList();
    }

    private static List<JsonNode> log() throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (Stream<Path> logs = Files.list(DATA.resolve("logs"))) {
            for (Path log : logs.toList()) {
                Files.readAllLines(log).stream().map(Json::read).forEach(lines::add);
            }
        }
        return lines;
    }

    @Test
    void the_meters_of_the_process_are_shown_once_and_those_of_a_node_by_each() {
        Set<String> showing = new TreeSet<>();
        Set<String> serving = new TreeSet<>();
        for (String node : nodes()) {
            ShownMeters meters = ShownMeters.of(node);
            for (String meter : List.of("process_uptime_seconds", "jvm_memory_used_bytes", "logback_events_total")) {
                if (meters.types().containsKey(meter)) {
                    showing.add(meter + " at " + node);
                }
            }
            for (Map<String, String> labels : meters.series()) {
                assertThat(labels).containsKeys("node", "role", "paxos_cluster");
                serving.add(labels.get("node"));
            }
        }

        assertThat(showing).hasSize(3);
        assertThat(serving)
                .containsExactlyInAnyOrder(
                        "all",
                        "acceptor-1",
                        "acceptor-2",
                        "acceptor-3",
                        "client-1",
                        "coordinator-1",
                        "learner-1",
                        "learner-2",
                        "proposer-1",
                        "proposer-2");
    }

    @Test
    void each_line_of_the_log_is_json_and_says_which_node_it_is_of_and_the_end_is_in_it() throws IOException {
        paxos("down");
        List<JsonNode> log = log();

        assertThat(log)
                .allSatisfy(line -> assertThat(line.path("message").asString()).isNotEmpty());
        assertThat(log.stream()
                        .filter(line -> line.path("message").asString().contains("stops, since"))
                        .map(line -> line.path("node").asString()))
                .hasSize(9)
                .contains("acceptor-2", "client-1");
        assertThat(log)
                .allSatisfy(line ->
                        assertThat(line.path("paxos_cluster").asString()).isNotEmpty());
        paxos("up", "--detach", "--timeout", "170", "--set", "logging.structured.format.console=ecs");
    }
}

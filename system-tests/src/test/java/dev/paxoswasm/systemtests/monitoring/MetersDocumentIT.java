package dev.paxoswasm.systemtests.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.systemtests.cluster.Cluster;
import dev.paxoswasm.systemtests.cluster.CommandLine;
import dev.paxoswasm.systemtests.cluster.Http;
import dev.paxoswasm.systemtests.cluster.SharedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** docs/metrics.md beside what nodes of all roles show. */
@ExtendWith(SharedCluster.class)
class MetersDocumentIT {

    private static final List<String> ROLES = List.of("acceptor", "client", "coordinator", "learner", "proposer");

    /** Micrometer's, of the process. */
    private static final List<String> OF_THE_PROCESS = List.of("jvm_", "process_", "system_", "logback_");

    private static final Set<String> WITH_EACH = Set.of("node", "paxos_cluster", "role");

    /** One row of the table, as Prometheus has it. */
    private record Documented(String name, String type, Set<String> labels, Set<String> roles) {

        static Documented row(String line) {
            String[] cells = Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new);
            String type = cells[2];
            String name = quoted(cells[1]).iterator().next().replace('.', '_')
                    + (cells[3].isEmpty() ? "" : "_" + cells[3])
                    + (type.equals("counter") ? "_total" : "");
            return new Documented(
                    name,
                    type.equals("timer") ? "summary" : type,
                    quoted(cells[4]).stream().map(tag -> tag.replace('.', '_')).collect(Collectors.toSet()),
                    roles(cells[5]));
        }

        private static Set<String> quoted(String cell) {
            Set<String> names = new TreeSet<>();
            String[] parts = cell.split("`");
            for (int i = 1; i < parts.length; i += 2) {
                names.add(parts[i]);
            }
            return names;
        }

        private static Set<String> roles(String cell) {
            if (!cell.startsWith("all")) {
                return Set.of(cell.split(", "));
            }
            return ROLES.stream()
                    .filter(role -> !cell.equals("all but " + role))
                    .collect(Collectors.toSet());
        }
    }

    private static List<Documented> documented() throws IOException {
        List<String> lines = Files.readAllLines(CommandLine.HOME.resolve("docs/metrics.md"));
        return lines.stream()
                .dropWhile(line -> !line.startsWith("| meter "))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .filter(line -> !line.contains("…"))
                .map(Documented::row)
                .toList();
    }

    private static Map<String, ShownMeters> shown(Cluster cluster) {
        return new TreeMap<>(Map.of(
                "acceptor", ShownMeters.of(cluster.acceptor(1)),
                "client", ShownMeters.of(cluster.client()),
                "coordinator", ShownMeters.of(cluster.coordinator()),
                "learner", ShownMeters.of(cluster.learner(1)),
                "proposer", ShownMeters.of(cluster.proposer(1))));
    }

    /** As a document would have it. */
    private static List<String> rows(Map<String, ShownMeters> shown) {
        List<String> rows = new ArrayList<>();
        shown.forEach((role, meters) -> meters.types().forEach((name, type) -> {
            if (OF_THE_PROCESS.stream().noneMatch(name::startsWith)) {
                Set<String> labels = new TreeSet<>(meters.labels(name));
                labels.removeAll(WITH_EACH);
                rows.add(role + " " + name + " " + type + " " + labels);
            }
        }));
        return rows;
    }

    @Test
    void every_meter_that_nodes_show_is_documented_and_every_one_documented_is_shown(Cluster cluster)
            throws IOException {
        Http.postJson(cluster.client() + "/v1/proposals", "{\"value\":\"for the meters\"}");
        Http.getJson(cluster.coordinator() + "/coordinators/1/survey");
        List<String> expected = new ArrayList<>();
        for (Documented meter : documented()) {
            meter.roles()
                    .forEach(role -> expected.add(
                            role + " " + meter.name() + " " + meter.type() + " " + new TreeSet<>(meter.labels())));
        }

        assertThat(expected).hasSizeGreaterThan(100);
        // Requests are shown once there was one: the first look shows those of the second.
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(rows(shown(cluster))).containsExactlyInAnyOrderElementsOf(expected));
    }

    @Test
    void every_series_says_which_node_of_which_cluster_shows_it(Cluster cluster) {
        shown(cluster)
                .forEach((role, meters) -> assertThat(meters.series())
                        .isNotEmpty()
                        .allSatisfy(labels -> assertThat(labels)
                                .containsEntry("role", role)
                                .containsEntry("node", role + "-1")
                                .containsKey("paxos_cluster")));
    }
}

package dev.paxoswasm.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import dev.paxoswasm.systemtests.deployment.ComposeFile.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Compose file fits together and to the services. That it runs is shown by {@link ComposeClusterIT}. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ComposeFileTest {
    private static final Set<Role> REMEMBERING = Set.of(Role.ACCEPTOR, Role.PROPOSER, Role.LEARNER);
    private static final ComposeFile FILE = new ComposeFile();

    static Stream<Node> nodes() {
        return FILE.nodes().stream();
    }

    @Test
    void there_are_nine_nodes() {
        Map<Role, Long> counted = nodes().collect(Collectors.groupingBy(Node::role, Collectors.counting()));
        assertThat(counted)
                .isEqualTo(Map.of(
                        Role.CLIENT, 1L,
                        Role.PROPOSER, 2L,
                        Role.ACCEPTOR, 3L,
                        Role.LEARNER, 2L,
                        Role.COORDINATOR, 1L));
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void a_node_starts_with_its_configuration_and_finds_every_other(Node node) {
        Cluster cluster = ServiceConfiguration.cluster(node.role(), node.environment());
        assertThat(cluster.self()).isEqualTo(node.id());
        assertThat(YamlFile.object(node.service().get("environment")))
                .as("the cluster is named as its volumes are")
                .containsEntry("paxos.cluster.id", "${COMPOSE_PROJECT_NAME:-paxos}");
        assertThat(cluster.id()).isEqualTo("paxos");
        for (Role role : Role.values()) {
            assertThat(cluster.addresses(role).entrySet())
                    .extracting(address -> role.label() + "-" + address.getKey() + " at " + address.getValue())
                    .containsExactlyInAnyOrderElementsOf(nodes().filter(other -> other.role() == role)
                            .map(other -> other.name() + " at http://" + other.name() + ":" + DockerFile.port())
                            .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void a_node_may_do_little_and_use_little(Node node) {
        assertThat(node.service())
                .containsEntry("read_only", true)
                .containsEntry("restart", "unless-stopped")
                .containsKeys("mem_limit", "pids_limit");
        assertThat(node.list("cap_drop")).isEqualTo(List.of("ALL"));
        assertThat(node.list("security_opt")).isEqualTo(List.of("no-new-privileges:true"));
        assertThat(node.service()).doesNotContainKeys("privileged", "cap_add", "user", "network_mode");
    }

    @ParameterizedTest
    @MethodSource("nodes")
    void a_node_that_remembers_has_a_volume_of_its_own(Node node) {
        if (REMEMBERING.contains(node.role())) {
            assertThat(node.list("volumes")).isEqualTo(List.of(node.name() + ":" + DockerFile.dataDirectory()));
            assertThat(FILE.volumes()).contains(node.name());
        } else {
            assertThat(node.list("volumes")).isEmpty();
        }
    }

    @Test
    void only_the_client_is_reached_from_outside_and_only_from_this_machine() {
        assertThat(nodes().filter(node -> !node.list("ports").isEmpty()))
                .singleElement()
                .satisfies(node -> {
                    assertThat(node.role()).isEqualTo(Role.CLIENT);
                    assertThat(node.list("ports"))
                            .isEqualTo(List.of("127.0.0.1:${PAXOS_CLIENT_PORT:-8080}:" + DockerFile.port()));
                });
    }

    @Test
    void whatever_the_image_takes_from_here_is_not_ignored() throws IOException {
        assertThat(DockerFile.copiedFrom("containers")).hasSizeGreaterThan(1);
        assertThat(Files.readAllLines(ProjectFile.at(".dockerignore")))
                .containsAll(DockerFile.copiedFrom("containers").stream()
                        .map(file -> "!" + file)
                        .toList());
    }

    @Test
    void the_first_node_of_a_role_builds_the_image_that_all_of_it_run() {
        assertThat(nodes()).allSatisfy(node -> {
            assertThat(node.service())
                    .hasEntrySatisfying(
                            "image",
                            image -> assertThat((String) image)
                                    .startsWith("paxos-wasm/" + node.role().label() + ":"));
            if (node.id() == 1) {
                assertThat(node.service().get("build"))
                        .isEqualTo(Map.of(
                                "context",
                                ".",
                                "args",
                                Map.of("ROLE", node.role().label())));
            } else {
                assertThat(node.service()).doesNotContainKey("build");
            }
        });
    }
}

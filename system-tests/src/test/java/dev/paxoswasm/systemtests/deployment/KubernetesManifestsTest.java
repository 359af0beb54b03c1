package dev.paxoswasm.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Kustomize base is what Kubernetes would take, and fits together and to the services. Reading it checks its form.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KubernetesManifestsTest {
    private static final Manifests MANIFESTS = new Manifests();

    static Stream<Container> containers() {
        return MANIFESTS.pods().values().stream().flatMap(pod -> pod.getSpec().getContainers().stream());
    }

    static Stream<StatefulSet> statefulSets() {
        return MANIFESTS.all(StatefulSet.class).stream();
    }

    @Test
    void every_role_has_one_workload_and_the_kustomization_names_every_file() throws IOException {
        assertThat(MANIFESTS.pods().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Role.values()).map(Role::label).toList());
        assertThat(statefulSets().map(set -> set.getMetadata().getName()))
                .containsExactlyInAnyOrder("acceptor", "proposer", "learner");
        try (Stream<Path> files = Files.list(Manifests.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml")))
                    .containsExactlyInAnyOrderElementsOf(MANIFESTS.files());
        }
    }

    @ParameterizedTest
    @MethodSource("containers")
    void probes_ask_the_actuator(Container container) {
        assertThat(asked(container.getStartupProbe())).isEqualTo("/actuator/health/liveness");
        assertThat(asked(container.getLivenessProbe())).isEqualTo("/actuator/health/liveness");
        assertThat(asked(container.getReadinessProbe())).isEqualTo("/actuator/health/readiness");
        assertThat(container.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("http");
            assertThat(port.getContainerPort()).isEqualTo(DockerFile.port());
        });
    }

    private static String asked(Probe probe) {
        assertThat(probe.getHttpGet().getPort()).isEqualTo(new IntOrString("http"));
        return probe.getHttpGet().getPath();
    }

    /** Acceptors, then proposers, then the rest: see the rationale. Who waits for whom must not go in a circle. */
    @Test
    void pods_wait_for_those_that_start_before_them() {
        List<String> acceptors = hosts(Role.ACCEPTOR);
        List<String> voters =
                Stream.concat(acceptors.stream(), hosts(Role.PROPOSER).stream()).toList();
        assertThat(waitedFor(Role.ACCEPTOR)).isEmpty();
        assertThat(waitedFor(Role.PROPOSER)).isEqualTo(acceptors);
        assertThat(waitedFor(Role.LEARNER)).isEqualTo(voters);
        assertThat(waitedFor(Role.CLIENT)).isEqualTo(voters);
        assertThat(waitedFor(Role.COORDINATOR))
                .isEqualTo(Stream.concat(voters.stream(), Stream.of("client")).toList());
    }

    /** As above, and there is time left to stop in good order. */
    @ParameterizedTest
    @EnumSource(names = {"PROPOSER", "LEARNER"})
    void they_end_only_while_those_are_there(Role role) {
        PodSpec pod = MANIFESTS.pods().get(role.label()).getSpec();
        List<String> command = pod.getContainers()
                .getFirst()
                .getLifecycle()
                .getPreStop()
                .getExec()
                .getCommand();
        assertThat(command.getFirst()).isEqualTo("in-turn");
        assertThat(command.subList(2, command.size())).isEqualTo(waitedFor(role));
        assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(Long.parseLong(command.get(1)) + 30);
    }

    private static List<String> hosts(Role role) {
        return places(role).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(node -> node.getValue().getHost())
                .toList();
    }

    private static List<String> waitedFor(Role role) {
        return MANIFESTS.pods().get(role.label()).getSpec().getInitContainers().stream()
                .flatMap(container -> {
                    assertThat(container.getCommand().getFirst()).isEqualTo("in-turn");
                    assertThat(Integer.parseInt(container.getCommand().get(1))).isBetween(1, 120);
                    return container.getCommand().stream().skip(2);
                })
                .toList();
    }

    static Stream<Container> allContainers() {
        return MANIFESTS.pods().values().stream()
                .flatMap(pod -> Stream.concat(
                        pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream()));
    }

    @ParameterizedTest
    @MethodSource("allContainers")
    void containers_keep_the_restricted_pod_security_standard(Container container) {
        var security = container.getSecurityContext();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isEmpty();
        assertThat(security.getPrivileged()).isNull();
        assertThat(security.getRunAsUser()).isNull();
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    }

    @Test
    void pods_run_as_the_user_of_the_image_and_without_an_account() {
        assertThat(MANIFESTS.pods()).allSatisfy((name, pod) -> {
            var security = pod.getSpec().getSecurityContext();
            assertThat(security.getRunAsNonRoot()).isTrue();
            assertThat(security.getRunAsUser()).isEqualTo(DockerFile.user());
            assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSpec().getHostNetwork()).isNull();
            assertThat(pod.getSpec().getContainers()).hasSize(1);
        });
    }

    @Test
    void selectors_select_what_they_are_meant_for() {
        statefulSets()
                .forEach(set -> assertSelects(
                        set.getSpec().getSelector(), set, set.getSpec().getTemplate()));
        MANIFESTS
                .all(Deployment.class)
                .forEach(deployment -> assertSelects(
                        deployment.getSpec().getSelector(),
                        deployment,
                        deployment.getSpec().getTemplate()));
        for (Service service : MANIFESTS.all(Service.class)) {
            assertThat(selectedBy(service.getSpec().getSelector()))
                    .as("service %s", service.getMetadata().getName())
                    .hasSize(1);
            assertThat(service.getSpec().getPorts()).singleElement().satisfies(port -> {
                assertThat(port.getTargetPort()).isEqualTo(new IntOrString("http"));
                assertThat(port.getPort()).isEqualTo(DockerFile.port());
            });
        }
    }

    private static void assertSelects(LabelSelector selector, HasMetadata workload, PodTemplateSpec pod) {
        assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(selector.getMatchLabels());
        assertThat(selectedBy(selector.getMatchLabels()))
                .containsExactly(workload.getMetadata().getName());
    }

    private static List<String> selectedBy(Map<String, String> labels) {
        return MANIFESTS.pods().entrySet().stream()
                .filter(pod ->
                        pod.getValue().getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("statefulSets")
    void nodes_that_remember_have_a_name_a_volume_and_a_budget(StatefulSet set) {
        var spec = set.getSpec();
        assertThat(spec.getPodManagementPolicy()).isEqualTo("Parallel");
        assertThat(MANIFESTS.all(Service.class))
                .filteredOn(service -> service.getMetadata().getName().equals(spec.getServiceName()))
                .singleElement()
                .satisfies(service -> {
                    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
                    assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
                    assertThat(service.getSpec().getSelector())
                            .isEqualTo(spec.getSelector().getMatchLabels());
                });
        assertThat(MANIFESTS.all(PodDisruptionBudget.class))
                .filteredOn(budget -> budget.getSpec().getSelector().equals(spec.getSelector()))
                .singleElement()
                .satisfies(budget ->
                        assertThat(budget.getSpec().getMaxUnavailable()).isEqualTo(new IntOrString(1)));
        String claim = spec.getVolumeClaimTemplates().getFirst().getMetadata().getName();
        Container container = spec.getTemplate().getSpec().getContainers().getFirst();
        assertThat(container.getVolumeMounts())
                .filteredOn(mount -> mount.getName().equals(claim))
                .extracting(VolumeMount::getMountPath)
                .containsExactly(DockerFile.dataDirectory());
        assertThat(spec.getTemplate().getSpec().getSecurityContext().getFsGroup())
                .isEqualTo(DockerFile.user());
    }

    @Test
    void every_volume_that_is_mounted_exists() {
        assertThat(MANIFESTS.pods()).allSatisfy((name, pod) -> {
            List<String> volumes = new ArrayList<>(
                    pod.getSpec().getVolumes().stream().map(Volume::getName).toList());
            statefulSets()
                    .filter(set -> set.getMetadata().getName().equals(name))
                    .flatMap(set -> set.getSpec().getVolumeClaimTemplates().stream())
                    .forEach(claim -> volumes.add(claim.getMetadata().getName()));
            assertThat(pod.getSpec().getContainers().getFirst().getVolumeMounts())
                    .extracting(VolumeMount::getName)
                    .containsExactlyInAnyOrderElementsOf(volumes);
        });
    }

    /** A constraint on a label that machines lack, such as that of a zone, switches off all others: none is used. */
    @Test
    void pods_of_a_role_keep_away_from_each_other() {
        MANIFESTS.pods().forEach((name, pod) -> {
            assertThat(pod.getSpec().getTopologySpreadConstraints()).isEmpty();
            if (!name.equals("coordinator")) {
                assertThat(pod.getSpec()
                                .getAffinity()
                                .getPodAntiAffinity()
                                .getPreferredDuringSchedulingIgnoredDuringExecution())
                        .allSatisfy(term -> assertThat(selectedBy(term.getPodAffinityTerm()
                                        .getLabelSelector()
                                        .getMatchLabels()))
                                .containsExactly(name))
                        .extracting(term -> term.getPodAffinityTerm().getTopologyKey())
                        .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
            }
        });
    }

    @Test
    void there_are_two_clients_and_a_new_one_serves_before_an_old_one_ends() {
        assertThat(MANIFESTS.all(Deployment.class))
                .filteredOn(deployment -> deployment.getMetadata().getName().equals("client"))
                .singleElement()
                .satisfies(client -> {
                    assertThat(client.getSpec().getReplicas()).isEqualTo(2);
                    assertThat(client.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable())
                            .isEqualTo(new IntOrString(0));
                });
        assertThat(MANIFESTS.all(PodDisruptionBudget.class))
                .extracting(budget -> budget.getMetadata().getName())
                .contains("client");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void the_configuration_is_one_that_every_node_starts_with(Role role) {
        Map<Long, URI> places = places(role);
        if (role == Role.CLIENT) {
            Cluster cluster = ServiceConfiguration.cluster(role, new HashMap<>(MANIFESTS.configuration()));
            assertThat(cluster.ids(role)).isEmpty();
        }
        for (long id : places.keySet()) {
            Map<String, Object> node = new HashMap<>(MANIFESTS.configuration());
            node.put("paxos.node-id", id);
            Cluster cluster = ServiceConfiguration.cluster(role, node);
            assertThat(cluster.addresses(role)).containsAllEntriesOf(places);
            if (role == Role.ACCEPTOR || role == Role.PROPOSER) {
                assertThat(cluster.ids(role)).containsExactlyInAnyOrderElementsOf(places.keySet());
            }
        }
    }

    /** Where the nodes of a role are that have a name of their own, as their workload and services have it. */
    private static Map<Long, URI> places(Role role) {
        Map<Long, URI> nodes = new HashMap<>();
        statefulSets()
                .filter(set -> set.getMetadata().getName().equals(role.label()))
                .map(StatefulSet::getSpec)
                .forEach(spec -> LongStream.range(0, spec.getReplicas())
                        .map(index -> index + spec.getOrdinals().getStart())
                        .forEach(id -> nodes.put(
                                id,
                                URI.create("http://%s-%d.%s:%d"
                                        .formatted(role.label(), id, spec.getServiceName(), DockerFile.port())))));
        MANIFESTS.all(Deployment.class).stream()
                .filter(deployment -> deployment.getMetadata().getName().equals(role.label()))
                .filter(_ -> role == Role.COORDINATOR)
                .forEach(deployment -> {
                    assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
                    nodes.put(1L, URI.create("http://%s:%d".formatted(role.label(), DockerFile.port())));
                });
        return nodes;
    }

    @Test
    void every_pod_reads_the_configuration_and_knows_its_id() {
        assertThat(MANIFESTS.pods()).allSatisfy((name, pod) -> {
            Container container = pod.getSpec().getContainers().getFirst();
            Volume configuration = pod.getSpec().getVolumes().stream()
                    .filter(volume -> volume.getConfigMap() != null)
                    .findFirst()
                    .orElseThrow();
            assertThat(configuration.getConfigMap().getName())
                    .isEqualTo(MANIFESTS.generator().get("name"));
            String mounted = container.getVolumeMounts().stream()
                    .filter(mount -> mount.getName().equals(configuration.getName()))
                    .findFirst()
                    .orElseThrow()
                    .getMountPath();
            assertThat(variables(container, "SPRING_CONFIG_IMPORT"))
                    .extracting(EnvVar::getValue)
                    .containsExactly("configtree:" + mounted + "/");
            boolean remembers =
                    statefulSets().anyMatch(set -> set.getMetadata().getName().equals(name));
            List<EnvVar> id = variables(container, "PAXOS_NODEID");
            if (remembers) {
                assertThat(id)
                        .singleElement()
                        .satisfies(given -> assertThat(
                                        given.getValueFrom().getFieldRef().getFieldPath())
                                .isEqualTo("metadata.labels['apps.kubernetes.io/pod-index']"));
            } else if (name.equals("coordinator")) {
                assertThat(id).extracting(EnvVar::getValue).containsExactly("1");
            } else {
                assertThat(id).as("each client draws an id of its own").isEmpty();
            }
        });
    }

    private static List<EnvVar> variables(Container container, String name) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .toList();
    }

    @Test
    void images_are_of_one_version_which_is_that_of_the_jars_and_an_overlay_can_rename_each() throws IOException {
        List<String> images = containers().map(Container::getImage).toList();
        List<Map<String, Object>> versions = ((List<?>)
                        MANIFESTS.kustomization().get("images"))
                .stream().map(YamlFile::object).toList();
        assertThat(versions).map(image -> image.get("name")).containsExactlyInAnyOrderElementsOf(images);
        assertThat(versions)
                .map(image -> image.get("name") + ":" + image.get("newTag"))
                .containsExactlyInAnyOrderElementsOf(new ComposeFile().builtImages());
        assertThat(Files.readString(ProjectFile.at("pom.xml")))
                .contains("<version>" + versions.getFirst().get("newTag") + "</version>");
    }

    @Test
    void the_namespace_enforces_what_the_pods_keep_and_is_not_removed_with_the_suite() {
        Map<String, Object> file =
                YamlFile.documents(Manifests.SUITE.resolve("namespace.yaml")).getFirst();
        assertThat(KubernetesModel.read(file)).isInstanceOfSatisfying(Namespace.class, namespace -> {
            assertThat(namespace.getMetadata().getName())
                    .isEqualTo(MANIFESTS.kustomization().get("namespace"));
            assertThat(namespace.getMetadata().getLabels())
                    .contains(
                            entry("pod-security.kubernetes.io/enforce", "restricted"),
                            entry("pod-security.kubernetes.io/warn", "restricted"),
                            entry("pod-security.kubernetes.io/audit", "restricted"));
        });
        assertThat(MANIFESTS.all(Namespace.class)).isEmpty();
    }
}

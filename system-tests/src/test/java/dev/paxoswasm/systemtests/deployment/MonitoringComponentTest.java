package dev.paxoswasm.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What an overlay adds for a Prometheus operator and a Grafana. The kinds' own rules are checked by the API server. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MonitoringComponentTest {
    private static final Path FOLDER = ProjectFile.at("monitoring");
    private static final Map<String, String> SUITE = Map.of("app.kubernetes.io/part-of", "paxos-wasm");

    private static Map<String, Object> document(String file) {
        return YamlFile.documents(FOLDER.resolve(file)).getFirst();
    }

    private static Map<String, Object> spec(String file) {
        return YamlFile.object(document(file).get("spec"));
    }

    @Test
    void the_operators_rules_are_those_of_a_plain_prometheus() {
        assertThat(spec("prometheus-rule.yaml")).isEqualTo(document("alerts.yaml"));
    }

    /** The label that the base gives to all pods, and the port that each has. */
    @Test
    void every_pod_is_scraped() {
        assertThat(YamlFile.object(spec("pod-monitor.yaml").get("selector"))).containsOnly(entry("matchLabels", SUITE));
        Map<String, Object> endpoint =
                YamlFile.object(((List<?>) spec("pod-monitor.yaml").get("podMetricsEndpoints")).getFirst());
        assertThat(endpoint).contains(entry("path", "/actuator/prometheus"));
        for (PodTemplateSpec pod : new Manifests().pods().values()) {
            assertThat(pod.getMetadata().getLabels()).containsAllEntriesOf(SUITE);
            assertThat(pod.getSpec().getContainers().getFirst().getPorts())
                    .extracting(port -> port.getName())
                    .contains((String) endpoint.get("port"));
        }
    }

    /** The rules find the job by its name: Prometheus writes namespace/name of the PodMonitor. */
    @Test
    void the_job_has_the_name_that_the_rules_look_for() {
        assertThat(YamlFile.object(document("pod-monitor.yaml").get("metadata")))
                .containsOnly(entry("name", "paxos"));
    }

    @Test
    void prometheus_is_let_in_from_labelled_namespaces_only() {
        NetworkPolicy policy = (NetworkPolicy) KubernetesModel.read(document("network-policy.yaml"));
        assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(SUITE);
        assertThat(policy.getSpec().getIngress())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getFrom())
                        .singleElement()
                        .satisfies(
                                peer -> assertThat(peer.getNamespaceSelector().getMatchLabels())
                                        .containsOnly(entry("paxos-wasm/monitoring", "allowed"))));
    }

    @Test
    void the_dashboard_lies_where_grafana_looks_for_it() {
        Map<String, Object> map =
                YamlFile.object(((List<?>) document("kustomization.yaml").get("configMapGenerator")).getFirst());
        assertThat((List<?>) map.get("files"))
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(Files.exists(FOLDER.resolve((String) file))).isTrue());
        assertThat(YamlFile.object(YamlFile.object(map.get("options")).get("labels")))
                .containsOnly(entry("grafana_dashboard", "1"));
    }
}

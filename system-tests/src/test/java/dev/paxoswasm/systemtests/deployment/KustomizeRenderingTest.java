package dev.paxoswasm.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kubectl kustomize} makes of the base, which needs no cluster. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KustomizeRenderingTest {

    @Test
    void every_object_is_in_the_namespace_and_every_pod_mounts_the_map_that_was_generated()
            throws IOException, InterruptedException {
        assumeTrue(kubectlIsThere(), "skipped: there is no kubectl in the PATH");
        List<HasMetadata> rendered = YamlFile.documents(kustomize()).stream()
                .map(KubernetesModel::read)
                .toList();

        assertThat(rendered)
                .filteredOn(object -> !(object instanceof Namespace))
                .extracting(object -> object.getMetadata().getNamespace())
                .containsOnly((String) new Manifests().kustomization().get("namespace"));
        assertThat(rendered)
                .filteredOn(ConfigMap.class::isInstance)
                .singleElement()
                .satisfies(map -> {
                    assertThat(((ConfigMap) map).getData()).isEqualTo(new Manifests().configuration());
                    assertThat(rendered.stream().flatMap(KustomizeRenderingTest::mounted))
                            .hasSize(5)
                            .containsOnly(map.getMetadata().getName());
                });
    }

    private static Stream<String> mounted(HasMetadata object) {
        PodTemplateSpec pod = switch (object) {
            case StatefulSet set -> set.getSpec().getTemplate();
            case Deployment deployment -> deployment.getSpec().getTemplate();
            default -> null;
        };
        return pod == null
                ? Stream.empty()
                : pod.getSpec().getVolumes().stream()
                        .map(Volume::getConfigMap)
                        .filter(Objects::nonNull)
                        .map(source -> source.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/development", "overlays/production"})
    void every_overlay_is_what_a_server_would_take(String overlay) throws IOException, InterruptedException {
        assumeTrue(kubectlIsThere(), "skipped: there is no kubectl in the PATH");
        assertThat(YamlFile.documents(kustomize(overlay)).stream().map(KubernetesModel::read))
                .filteredOn(object -> object instanceof StatefulSet || object instanceof Deployment)
                .hasSize(5);
    }

    private static String kustomize() throws IOException, InterruptedException {
        return kustomize(".");
    }

    private static String kustomize(String folder) throws IOException, InterruptedException {
        Process kubectl = new ProcessBuilder(
                        "kubectl", "kustomize", Manifests.SUITE.resolve(folder).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).isZero();
        return rendered;
    }

    private static boolean kubectlIsThere() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }
}

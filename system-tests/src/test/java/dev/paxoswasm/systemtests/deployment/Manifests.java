package dev.paxoswasm.systemtests.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the Kustomize base in {@code k8s/base/} puts into a cluster, read without kubectl. */
final class Manifests {
    static final Path SUITE = ProjectFile.at("k8s");
    static final Path FOLDER = SUITE.resolve("base");

    private final Map<String, Object> kustomization =
            YamlFile.documents(FOLDER.resolve("kustomization.yaml")).getFirst();
    private final List<HasMetadata> objects = files().stream()
            .flatMap(file -> YamlFile.documents(FOLDER.resolve(file)).stream())
            .map(KubernetesModel::read)
            .toList();

    Map<String, Object> kustomization() {
        return kustomization;
    }

    /** The files that the kustomization names. */
    List<String> files() {
        return names(kustomization.get("resources"));
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The pods of every workload, by its name. */
    Map<String, PodTemplateSpec> pods() {
        return Stream.concat(
                        all(StatefulSet.class).stream()
                                .map(set -> Map.entry(
                                        set.getMetadata().getName(),
                                        set.getSpec().getTemplate())),
                        all(Deployment.class).stream()
                                .map(deployment -> Map.entry(
                                        deployment.getMetadata().getName(),
                                        deployment.getSpec().getTemplate())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The one map of configuration. */
    Map<String, Object> generator() {
        return YamlFile.object(((List<?>) kustomization.get("configMapGenerator")).getFirst());
    }

    Map<String, String> configuration() {
        Properties properties = new Properties();
        for (String file : names(generator().get("envs"))) {
            try (Reader reader = Files.newBufferedReader(FOLDER.resolve(file))) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(key -> key, key -> properties.getProperty(key)));
    }

    private static List<String> names(Object list) {
        return ((List<?>) list).stream().map(String.class::cast).toList();
    }
}

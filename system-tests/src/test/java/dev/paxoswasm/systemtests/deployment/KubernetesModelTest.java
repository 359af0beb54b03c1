package dev.paxoswasm.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The check of the manifests finds what it is there to find. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KubernetesModelTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: { name: x, labels: { a: b } }
            spec: { clusterIP: None, ports: [{ name: http, port: 8080 }] }
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kind: Service   | kind: Servise         | v1/Servise
                    apiVersion: v1  | apiVersion: apps/v1   | apps/v1/Service
                    clusterIP: None | clusterIp: None       | clusterIp
                    port: 8080      | portt: 8080           | portt
                    port: 8080      | port: eight           | port
                    port: 8080      | port: '"8080"'        | port
                    a: b            | a: 1                  | labels
                    a: b            | a: true               | labels
                    name: x         | name: x, colour: red  | colour
                    """)
    void a_manifest_that_is_not_of_the_model_is_refused(String right, String wrong, String named) {
        assertThatThrownBy(
                        () -> YamlFile.documents(SERVICE.replace(right, wrong)).forEach(KubernetesModel::read))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}

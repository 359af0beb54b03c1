package dev.paxoswasm.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.testing.LocalCluster;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that talk by HTTPS, since the configuration names them so. */
@Timeout(120)
class EncryptedClusterTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path directory;

    private Path keys;

    @BeforeEach
    void make_a_certificate_that_is_trusted_here() throws IOException, InterruptedException {
        keys = directory.resolve("keys.p12");
        String certificate = directory.resolve("paxos.pem").toString();
        String trusted = directory.resolve("trusted.p12").toString();
        keytool(keys.toString(), "-genkeypair", "-keyalg", "EC", "-dname", "CN=paxos", "-ext", "san=ip:127.0.0.1");
        keytool(keys.toString(), "-exportcert", "-file", certificate);
        keytool(trusted, "-importcert", "-noprompt", "-file", certificate);
        System.setProperty("javax.net.ssl.trustStore", trusted);
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }

    private static void keytool(String store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addFirst(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-keystore", store, "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @AfterEach
    void trust_as_before() {
        System.clearProperty("javax.net.ssl.trustStore");
        System.clearProperty("javax.net.ssl.trustStorePassword");
    }

    @Test
    void a_value_is_chosen_and_can_be_read_back() {
        try (LocalCluster cluster = ClientCluster.in(
                directory.resolve("data"),
                "server.ssl.key-store=" + keys,
                "server.ssl.key-store-password=" + PASSWORD)) {
            cluster.startAll();
            RunningNode client = cluster.node(Role.CLIENT, 1);
            assertThat(client.uri("/")).hasScheme("https");

            HttpResponse<String> chosen = client.send(HttpRequest.newBuilder(client.uri("/v1/proposals"))
                    .header("Content-Type", "application/json")
                    .header("Prefer", "wait=30")
                    .POST(BodyPublishers.ofString("{\"value\":\"unseen\"}")));

            assertThat(chosen.statusCode()).as(chosen.body()).isEqualTo(201);
            String entry = chosen.headers().firstValue("Location").orElseThrow();
            assertThat(RunningNode.json(client.get(entry)).path("value").asString())
                    .isEqualTo("unseen");
            assertThat(client.get("/actuator/health").statusCode()).isEqualTo(200);
            assertThat(client.get("/actuator/prometheus").body())
                    .as("encrypted, hence all by the container")
                    .doesNotContain("paxos_requests_plain");
        }
    }
}

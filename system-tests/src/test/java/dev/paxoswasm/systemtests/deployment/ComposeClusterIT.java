package dev.paxoswasm.systemtests.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.paxoswasm.systemtests.cluster.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.wait.strategy.Wait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Compose file as a user runs it: images built from the packaged services, nine containers, a port on loopback. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ComposeClusterIT {
    private static final Duration STARTED = Duration.ofMinutes(4);
    private static final JsonMapper JSON = JsonMapper.shared();

    private static ComposeContainer cluster;
    private static String client;

    @BeforeEach
    void start() throws IOException {
        skipWithout(composeRuns(), "there is no docker compose; containers/engine start gets it");
        skipWithout(
                DockerClientFactory.instance().isDockerAvailable(),
                "no Docker engine answers; containers/engine start starts one");
        int port = FreePorts.one();
        client = "http://127.0.0.1:" + port;
        cluster = new ComposeContainer(ProjectFile.at("docker-compose.yml").toFile())
                .withEnv("PAXOS_CLIENT_PORT", Integer.toString(port))
                .withBuild(true)
                .withPull(false)
                .withStartupTimeout(STARTED);
        for (ComposeFile.Node node : new ComposeFile().nodes()) {
            cluster.waitingFor(instance(node.name()), Wait.forHealthcheck().withStartupTimeout(STARTED));
        }
        cluster.start();
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.stop();
        }
    }

    @Test
    void proposals_go_on_without_an_acceptor_and_it_is_of_use_again_when_it_is_back() {
        List<String> proposed = new ArrayList<>();
        proposed.add(propose("with all acceptors"));

        kill("acceptor-2");
        proposed.add(propose("without acceptor 2"));

        start("acceptor-2");
        kill("acceptor-3");
        proposed.add(propose("acceptor 2 is needed for a quorum again"));

        assertThat(log()).containsExactlyElementsOf(proposed);

        assertThat(container("acceptor-1").getLogs())
                .as("it started with its ahead-of-time cache and compiled component: none is complained of")
                .contains("serves on port")
                .doesNotContain("[aot]", "paxos.component.cache");
        assertThat(exitCodeOfStopping("acceptor-1")).isZero();
    }

    private static String propose(String value) {
        JsonNode chosen = send(
                HttpRequest.newBuilder(URI.create(client + "/v1/proposals"))
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=20")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                JSON.createObjectNode().put("value", value).toString())),
                201);
        assertThat(chosen.get("value").asString()).isEqualTo(value);
        return chosen.get("slot").asLong() + " " + value;
    }

    /** Every value of the log behind its slot. */
    private static List<String> log() {
        List<String> values = new ArrayList<>();
        for (JsonNode entry : send(HttpRequest.newBuilder(URI.create(client + "/v1/log?from=1&limit=100")), 200)
                .get("entries")) {
            if (entry.get("kind").asString().equals("value")) {
                values.add(entry.get("slot").asLong() + " " + entry.get("value").asString());
            }
        }
        return values;
    }

    private static JsonNode send(HttpRequest.Builder request, int expected) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofSeconds(40)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expected);
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(client + " did not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * The one container of a service; Testcontainers would take {@code acceptor-2} for the second of a service
     * acceptor.
     */
    private static String instance(String node) {
        return node + "-1";
    }

    private static ContainerState container(String node) {
        return cluster.getContainerByServiceName(instance(node)).orElseThrow();
    }

    /** SIGKILL: nothing in it has a chance to tidy up. The engine does not restart what was killed by hand. */
    private static void kill(String node) {
        DockerClientFactory.lazyClient()
                .killContainerCmd(container(node).getContainerId())
                .exec();
        Awaitility.await().until(() -> !container(node).isRunning());
    }

    /** SIGTERM, as at every regular end. */
    private static Long exitCodeOfStopping(String node) {
        String id = container(node).getContainerId();
        DockerClientFactory.lazyClient().stopContainerCmd(id).withTimeout(30).exec();
        return DockerClientFactory.lazyClient()
                .inspectContainerCmd(id)
                .exec()
                .getState()
                .getExitCodeLong();
    }

    private static void start(String node) {
        DockerClientFactory.lazyClient()
                .startContainerCmd(container(node).getContainerId())
                .exec();
        Awaitility.await().atMost(STARTED).until(() -> container(node).isHealthy());
    }

    /** On the console too, where Maven only counts what was skipped. */
    private static void skipWithout(boolean condition, String reason) {
        if (!condition) {
            LoggerFactory.getLogger(ComposeClusterIT.class).warn("skipped: {}", reason);
        }
        assumeTrue(condition, () -> "skipped: " + reason);
    }

    private static boolean composeRuns() {
        try {
            return new ProcessBuilder("docker", "compose", "version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

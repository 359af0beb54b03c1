package dev.paxoswasm.acceptor;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A component that breaks the rules costs one call, and never what is stored. */
class UnrulyComponentTest {

    private static final String LOCATION = "classpath:components/unruly.wasm";
    private static final String ACCEPT = """
            {"ballot":{"round":2,"proposer":1},"firstSlot":1,"entries":[
              {"origin":{"round":2,"proposer":1},"content":{"noOp":{}}}]}""";

    private RunningNode acceptor;

    @BeforeEach
    void start(@TempDir Path data) throws IOException, NoSuchAlgorithmException {
        acceptor = RunningNode.start(
                AcceptorApplication.application(),
                data,
                "--paxos.component.location=" + LOCATION,
                "--paxos.component.digest=" + digest(),
                "--paxos.component.call-deadline=300ms",
                "--paxos.component.max-memory=4MB");
    }

    @AfterEach
    void stop() {
        acceptor.close();
    }

    private static String digest() throws IOException, NoSuchAlgorithmException {
        try (InputStream in = UnrulyComponentTest.class.getResourceAsStream("/components/unruly.wasm")) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return "sha256:" + HexFormat.of().formatHex(digest);
        }
    }

    private HttpResponse<String> prepareAtRound(int round) {
        return acceptor.postJson(
                "/acceptors/1/prepare",
                "{\"ballot\":{\"round\":" + round + ",\"proposer\":1},\"firstSlot\":1,\"maxEntries\":1}");
    }

    private JsonNode componentHealth() {
        return RunningNode.json(acceptor.get("/actuator/health")).at("/components/component");
    }

    private void assertStillServesAsNew() {
        HttpResponse<String> status = acceptor.get("/acceptors/1/status");
        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(RunningNode.json(status).has("promised"))
                .as("stored by a call that failed")
                .isFalse();
        assertThat(componentHealth().path("status").asString()).isEqualTo("UP");
    }

    @Test
    void a_trap_undoes_what_the_call_stored() {
        assertProblem(prepareAtRound(1), 500, "component-failed", "nothing of the call was stored");

        assertStillServesAsNew();
        assertThat(componentHealth().at("/details/rebuilds").asInt()).isEqualTo(1);
    }

    @Test
    void an_endless_loop_ends_at_the_deadline() {
        long start = System.nanoTime();
        assertProblem(acceptor.postJson("/acceptors/1/accept", ACCEPT), 500, "component-failed", "");

        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        assertStillServesAsNew();
    }

    @Test
    void endless_growth_ends_at_the_bound_on_memory() {
        assertProblem(
                acceptor.postJson("/acceptors/1/read-accepted", "{\"firstSlot\":1,\"maxEntries\":1}"),
                500,
                "component-failed",
                "");
        assertStillServesAsNew();
    }

    @Test
    void a_broken_invariant_stops_the_node_loudly() {
        assertProblem(prepareAtRound(7), 500, "violation", "two values for slot 1");

        assertProblem(acceptor.get("/acceptors/1/status"), 503, "unavailable", "two values for slot 1");
        assertThat(acceptor.get("/actuator/health/liveness").statusCode()).isEqualTo(503);
        assertThat(acceptor.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
    }
}

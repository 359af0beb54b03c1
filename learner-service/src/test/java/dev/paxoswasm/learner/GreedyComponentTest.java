package dev.paxoswasm.learner;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A component that answers more than was asked for, or than fits, costs one call. */
class GreedyComponentTest {

    private RunningNode learner;

    @BeforeEach
    void start(@TempDir Path data) throws IOException, NoSuchAlgorithmException {
        learner = RunningNode.start(
                LearnerApplication.application(),
                data,
                "--paxos.component.location=classpath:components/greedy.wasm",
                "--paxos.component.digest=" + digest());
    }

    @AfterEach
    void stop() {
        learner.close();
    }

    private static String digest() throws IOException, NoSuchAlgorithmException {
        try (InputStream in = GreedyComponentTest.class.getResourceAsStream("/components/greedy.wasm")) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return "sha256:" + HexFormat.of().formatHex(digest);
        }
    }

    private HttpResponse<String> read(String operation, int firstSlot, long maxEntries) {
        return learner.postJson(
                "/learners/1/" + operation, "{\"firstSlot\":" + firstSlot + ",\"maxEntries\":" + maxEntries + "}");
    }

    private JsonNode componentHealth() {
        return RunningNode.json(learner.get("/actuator/health")).at("/components/component");
    }

    @ParameterizedTest
    @CsvSource({"read-log,2,10", "read-log,3,10", "read-log,3,1", "read-ids,2,10", "read-ids,3,256"})
    void more_entries_than_were_asked_for_are_refused(String operation, int firstSlot, long maxEntries) {
        assertProblem(read(operation, firstSlot, maxEntries), 500, "component-failed", "");

        assertThat(learner.get("/learners/1/status").statusCode()).isEqualTo(200);
        assertThat(componentHealth().path("status").asString()).isEqualTo("UP");
        assertThat(componentHealth().at("/details/rebuilds").asInt()).isEqualTo(1);
    }

    /** They would take more than the heap of a small service. */
    @ParameterizedTest
    @CsvSource({"read-log", "read-ids"})
    void more_entries_than_fit_are_refused_even_if_they_were_asked_for(String operation) {
        assertProblem(read(operation, 1, 4_294_967_295L), 500, "component-failed", "");

        assertThat(learner.get("/learners/1/status").statusCode()).isEqualTo(200);
        assertThat(componentHealth().path("status").asString()).isEqualTo("UP");
    }

    @Test
    void as_many_entries_as_were_asked_for_are_answered() {
        HttpResponse<String> page = read("read-log", 4, 10);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(RunningNode.json(page).path("entries")).hasSize(10);
        assertThat(componentHealth().at("/details/rebuilds").asInt()).isZero();
    }
}

package dev.paxoswasm.acceptor;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.component.recording.Failing;
import dev.paxoswasm.component.recording.Recording;
import dev.paxoswasm.component.recording.RepeatedCall;
import dev.paxoswasm.component.recording.Replay;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;

/** A component that breaks the rules costs one call, and never what is stored. */
class UnrulyComponentTest {

    private static final String LOCATION = "classpath:components/unruly.wasm";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String ACCEPT = """
            {"ballot":{"round":2,"proposer":1},"firstSlot":1,"entries":[
              {"origin":{"round":2,"proposer":1},"content":{"noOp":{}}}]}""";

    @TempDir
    private Path data;

    private RunningNode acceptor;

    @BeforeEach
    void start() throws IOException {
        acceptor = started("always", SHORT);
    }

    private RunningNode started(String recorded, Duration deadline) throws IOException {
        return RunningNode.start(
                AcceptorApplication.application(),
                data,
                "--paxos.component.location=" + LOCATION,
                "--paxos.component.digest=" + digest(),
                "--paxos.component.call-deadline=" + deadline.toMillis() + "ms",
                "--paxos.component.max-memory=4MB",
                "--paxos.recording.calls=" + recorded);
    }

    @AfterEach
    void stop() {
        acceptor.close();
    }

    private static String digest() throws IOException {
        return component().digest();
    }

    /** How the last call of the only recording that is kept ended, once the component has repeated it. */
    private RepeatedCall.Outcome kept(String cause, Duration deadline) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(data.resolve("recordings"))) {
            files = all.toList();
        }
        assertThat(files).hasSize(1);
        Recording recording = Recording.read(Files.readAllBytes(files.getFirst()));
        assertThat(recording.about("cause").orElseThrow()).contains(cause);
        assertThat(recording.about("node")).contains("acceptor 1");
        assertThat(recording.about("component")).contains(digest());
        Limits limits = Limits.DEFAULT
                .withCallDeadline(deadline)
                .withMaxMemoryBytes(DataSize.ofMegabytes(4).toBytes());
        Replay replay = new Replay(recording, component(), limits);
        RepeatedCall last = replay.next().orElseThrow();
        for (Optional<RepeatedCall> next = Optional.of(last); next.isPresent(); next = replay.next()) {
            last = next.get();
            assertThat(last.difference()).isEmpty();
        }
        return last.outcome();
    }

    private static Component component() throws IOException {
        try (InputStream in = UnrulyComponentTest.class.getResourceAsStream("/components/unruly.wasm")) {
            return Component.parse(in.readAllBytes());
        }
    }

    private static Condition<RepeatedCall.Outcome> failed(Failing failing) {
        return new Condition<>(
                outcome -> outcome instanceof RepeatedCall.Outcome.Failed failed && failed.failing() == failing,
                "failed as %s",
                failing);
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
    void a_trap_undoes_what_the_call_stored() throws IOException {
        assertProblem(prepareAtRound(1), 500, "component-failed", "nothing of the call was stored");

        assertStillServesAsNew();
        assertThat(componentHealth().at("/details/rebuilds").asInt()).isEqualTo(1);
        assertThat(kept("the component failed in prepare: ", LONG)).is(failed(Failing.TRAP));
    }

    @Test
    void an_endless_loop_ends_at_the_deadline() throws IOException {
        long start = System.nanoTime();
        assertProblem(acceptor.postJson("/acceptors/1/accept", ACCEPT), 500, "component-failed", "");

        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
        assertStillServesAsNew();
        assertThat(kept("the component failed in accept: ", SHORT)).is(failed(Failing.DEADLINE));
    }

    @Test
    void endless_growth_ends_at_the_bound_on_memory() throws IOException {
        acceptor.close();
        acceptor = started("always", LONG);
        assertProblem(
                acceptor.postJson("/acceptors/1/read-accepted", "{\"firstSlot\":1,\"maxEntries\":1}"),
                500,
                "component-failed",
                "");
        assertStillServesAsNew();
        assertThat(kept("the component failed in read-accepted: ", LONG)).is(failed(Failing.MEMORY));
    }

    @Test
    void a_broken_invariant_stops_the_node_loudly() throws IOException {
        assertProblem(prepareAtRound(7), 500, "violation", "two values for slot 1");

        assertProblem(acceptor.get("/acceptors/1/status"), 503, "unavailable", "two values for slot 1");
        assertThat(acceptor.get("/actuator/health/liveness").statusCode()).isEqualTo(503);
        assertThat(acceptor.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        assertThat(kept("an invariant would break in prepare: violation: two values for slot 1", LONG))
                .isInstanceOf(RepeatedCall.Outcome.Returned.class);
    }

    @Test
    void what_comes_again_is_kept_where_nothing_is_recorded_before_a_failure() throws IOException {
        acceptor.close();
        acceptor = started("after-failure", LONG);
        assertProblem(prepareAtRound(1), 500, "component-failed", "");
        assertThat(data.resolve("recordings")).doesNotExist();

        assertProblem(prepareAtRound(1), 500, "component-failed", "");

        assertThat(kept("the component failed in prepare: ", LONG)).is(failed(Failing.TRAP));
    }
}

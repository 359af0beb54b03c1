package dev.paxoswasm.learner;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.learner.LearnRequest;
import dev.paxoswasm.contract.learner.ReadLogRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.contract.types.Votes;
import dev.paxoswasm.role.testing.OutOfBounds;
import dev.paxoswasm.role.testing.RunningNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LearnerServiceTest {

    /** For the tests that neither stop it nor need an empty log. */
    private static RunningNode shared;

    @TempDir
    Path data;

    @BeforeAll
    static void start(@TempDir Path data) {
        shared = startIn(data);
    }

    @AfterAll
    static void stop() {
        shared.close();
    }

    private static RunningNode startIn(Path data) {
        return RunningNode.start(LearnerApplication.application(), data);
    }

    @Test
    void is_not_ready_before_a_proposer_has_told_what_is_chosen(@TempDir Path own) {
        String[] unanswered = {
            "--paxos.cluster.proposers=1=http://127.0.0.1:1,2=http://127.0.0.1:2", "--paxos.start.patience=1h"
        };
        try (RunningNode waiting = RunningNode.start(LearnerApplication.application(), own, unanswered)) {
            HttpResponse<String> ready = waiting.get("/actuator/health/readiness");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(RunningNode.json(ready)
                            .at("/components/catchingUp/details/reason")
                            .asString())
                    .startsWith("no proposer has told yet what is chosen");
        }
    }

    private static int nextSlot(RunningNode learner) {
        return 1
                + RunningNode.json(learner.get("/learners/1/status"))
                        .path("chosenThrough")
                        .asInt();
    }

    private static void vote(RunningNode learner, int acceptor, int slot, String entries) {
        HttpResponse<String> response = learner.postJson(
                "/learners/1/learn",
                "{\"votes\":[{\"acceptor\":" + acceptor + ",\"ballot\":{\"round\":1,\"proposer\":1},\"firstSlot\":"
                        + slot + ",\"count\":1" + entries + "}]}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private static void choose(RunningNode learner, int slot) {
        vote(
                learner,
                1,
                slot,
                ",\"entries\":[{\"origin\":{\"round\":1,\"proposer\":1},\"content\":{\"command\":{\"id\":{\"session\":1,"
                        + "\"sequence\":" + slot + "},\"payload\":\"aGk=\"}}}]");
        vote(learner, 2, slot, "");
    }

    private static HttpResponse<String> readFrom(RunningNode learner, int slot, int waitMillis) {
        return read(learner, "read-log", slot, waitMillis);
    }

    private static HttpResponse<String> read(RunningNode learner, String function, int slot, int waitMillis) {
        return learner.postJson(
                "/learners/1/" + function,
                "{\"firstSlot\":" + slot + ",\"maxEntries\":10,\"waitMillis\":" + waitMillis + "}");
    }

    @Test
    void a_value_is_learned_once_a_quorum_voted_for_it_and_still_there_after_a_restart() {
        try (RunningNode learner = startIn(data)) {
            vote(learner, 2, 1, "");
            assertThat(RunningNode.json(readFrom(learner, 1, 0))
                            .path("chosenThrough")
                            .asInt())
                    .isZero();
            choose(learner, 1);
            assertThat(RunningNode.json(readFrom(learner, 1, 0))
                            .path("chosenThrough")
                            .asInt())
                    .isEqualTo(1);
        }
        try (RunningNode learner = startIn(data)) {
            JsonNode page = RunningNode.json(readFrom(learner, 1, 0));
            assertThat(page.at("/entries/0/entry/content/command/payload").asString())
                    .isEqualTo("aGk=");
        }
    }

    @Test
    void ids_are_read_without_their_payloads_also_after_a_restart() {
        String ids;
        try (RunningNode learner = startIn(data)) {
            choose(learner, 1);
            ids = read(learner, "read-ids", 1, 0).body();
            assertThat(ids)
                    .isEqualTo("{\"ids\":[{\"slot\":1,\"origin\":{\"round\":1,\"proposer\":1},"
                            + "\"id\":{\"session\":1,\"sequence\":1}}],\"chosenThrough\":1}");
        }
        try (RunningNode learner = startIn(data)) {
            assertThat(read(learner, "read-ids", 1, 0).body()).isEqualTo(ids);
        }
    }

    @ParameterizedTest
    @CsvSource({"read-log, entries", "read-ids, ids"})
    void a_read_that_waits_is_answered_as_soon_as_the_log_grows(String function, String found)
            throws InterruptedException, ExecutionException, TimeoutException {
        int slot = nextSlot(shared);
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<String>> read =
                CompletableFuture.supplyAsync(() -> read(shared, function, slot, 20_000));
        while (shared.meter("paxos_requests_waiting") != 1) {
            Thread.onSpinWait();
        }
        choose(shared, slot);

        JsonNode page = RunningNode.json(read.get(10, TimeUnit.SECONDS));
        assertThat(page.path(found).size()).isEqualTo(1);
        assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
        assertThat(shared.meter("paxos_requests_waiting")).isZero();
    }

    @Test
    void a_read_that_waits_in_vain_is_answered_with_an_empty_page() {
        int slot = nextSlot(shared);

        JsonNode page = RunningNode.json(readFrom(shared, slot, 100));

        assertThat(page.path("entries").isEmpty()).isTrue();
        assertThat(page.path("chosenThrough").asInt()).isEqualTo(slot - 1);
    }

    @Test
    void stopping_does_not_wait_for_readers() throws InterruptedException, ExecutionException, TimeoutException {
        RunningNode learner = startIn(data);
        CompletableFuture<HttpResponse<String>> read =
                CompletableFuture.supplyAsync(() -> readFrom(learner, 1, 30_000));
        while (learner.meter("paxos_requests_waiting") != 1) {
            Thread.onSpinWait();
        }
        long start = System.nanoTime();
        learner.close();

        assertThat(System.nanoTime() - start).isLessThan(8_000_000_000L);
        assertThat(read.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void slot_0_and_a_wait_without_end_are_refused() {
        assertProblem(readFrom(shared, 0, 0), 400, "invalid", "slot");
        assertProblem(readFrom(shared, 1, 30_001), 400, "invalid", "30000");
    }

    @Test
    void two_values_for_one_slot_at_one_ballot_stop_the_node() {
        try (RunningNode learner = startIn(data)) {
            vote(learner, 1, 1, ",\"entries\":[{\"origin\":{\"round\":1,\"proposer\":1},\"content\":{\"noOp\":{}}}]");
            HttpResponse<String> conflict = learner.postJson(
                    "/learners/1/learn",
                    "{\"votes\":[{\"acceptor\":2,\"ballot\":{\"round\":1,\"proposer\":1},\"firstSlot\":1,"
                            + "\"count\":1,\"entries\":[{\"origin\":{\"round\":1,\"proposer\":1},"
                            + "\"content\":{\"command\":{\"id\":{\"session\":1,\"sequence\":1},"
                            + "\"payload\":\"aGk=\"}}}]}]}");

            assertProblem(conflict, 500, "violation", "slot 1");
            assertProblem(learner.get("/learners/1/status"), 503, "unavailable", "slot 1");
            assertThat(learner.get("/actuator/health/liveness").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void a_number_out_of_its_bounds_is_refused_by_name_in_binary_as_in_json() {
        Ballot ballot = new Ballot(1, 1);
        Entry command = new Entry(ballot, new Content.Command(new Command(new CommandId(1, 1), new byte[1])));
        Votes votes = new Votes(1, ballot, 1, 1, Optional.of(List.of(command)));
        ReadLogRequest read = new ReadLogRequest(1, 1, Optional.of(1L));

        OutOfBounds.assertRefused(shared, "/learners/1/learn", new LearnRequest(List.of(votes)));
        OutOfBounds.assertRefused(shared, "/learners/1/read-log", read);
        OutOfBounds.assertRefused(shared, "/learners/1/read-ids", read);
    }
}

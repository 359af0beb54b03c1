package dev.paxoswasm.proposer;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.acceptor.AdmitRequest;
import dev.paxoswasm.contract.acceptor.Standing;
import dev.paxoswasm.contract.proposer.HeartbeatRequest;
import dev.paxoswasm.contract.proposer.ProposeRequest;
import dev.paxoswasm.contract.proposer.ReserveBallotRequest;
import dev.paxoswasm.contract.proposer.ResolveRequest;
import dev.paxoswasm.contract.proposer.TakeOverRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.role.testing.OutOfBounds;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class ProposerServiceTest {

    /** Nobody listens there. */
    private static final String[] ALONE = {
        "--paxos.cluster.acceptors=1=http://127.0.0.1:1,2=http://127.0.0.1:2,3=http://127.0.0.1:3",
        "--paxos.cluster.proposers=1=http://127.0.0.1:4,2=http://127.0.0.1:5"
    };

    private static RunningNode proposer;

    @BeforeAll
    static void start(@TempDir Path data) {
        proposer = startIn(data);
    }

    @AfterAll
    static void stop() {
        proposer.close();
    }

    private static RunningNode startIn(Path data) {
        return RunningNode.start(ProposerApplication.application(), data, ALONE);
    }

    private static RunningNode startBeside(Path data, StatedAcceptors acceptors) {
        return RunningNode.start(
                ProposerApplication.application(),
                data,
                ALONE[1],
                "--paxos.cluster.acceptors=" + acceptors.addresses());
    }

    /** It hears first from the acceptors what it may have used. */
    private static JsonNode once(RunningNode proposer, String operation, String body) {
        HttpResponse<String> response = proposer.postJson("/proposers/1/" + operation, body);
        while (response.statusCode() == 503) {
            response = proposer.postJson("/proposers/1/" + operation, body);
        }
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningNode.json(response);
    }

    private static long reserve(RunningNode proposer) {
        return once(proposer, "reserve-ballot", "{}").path("round").asLong();
    }

    private static JsonNode admit(RunningNode proposer, String standing) {
        return once(proposer, "admit", "{\"acceptor\":1,\"life\":7,\"standing\":\"" + standing + "\"}");
    }

    @Test
    void never_gives_away_a_ballot_twice_even_after_a_restart(@TempDir Path data) throws IOException {
        long first;
        try (StatedAcceptors acceptors = new StatedAcceptors()) {
            try (RunningNode proposer = startBeside(data, acceptors)) {
                acceptors.are(Standing.FRESH, 0);
                assertThat(admit(proposer, "fresh").path("round").asLong()).isZero();
                acceptors.are(Standing.VOTING, 0);
                first = reserve(proposer);
                assertThat(reserve(proposer)).isGreaterThan(first);
            }
            try (RunningNode proposer = startBeside(data, acceptors)) {
                assertThat(reserve(proposer)).isGreaterThan(first + 1);
            }
        }
    }

    @Test
    void over_an_empty_disk_it_goes_far_above_what_acceptors_have_promised(@TempDir Path data) throws IOException {
        try (StatedAcceptors acceptors = new StatedAcceptors();
                RunningNode proposer = startBeside(data, acceptors)) {
            acceptors.are(Standing.VOTING, 41);
            assertThat(admit(proposer, "voting").path("round").asLong()).isGreaterThan(41 + 1_000_000);
        }
    }

    @Test
    void over_an_empty_disk_and_without_acceptors_it_lets_none_vote_and_says_whom_it_waits_for() {
        assertProblem(
                proposer.postJson("/proposers/1/admit", "{\"acceptor\":1,\"life\":7,\"standing\":\"fresh\"}"),
                503,
                "unavailable",
                "its disk is empty");
        assertProblem(proposer.postJson("/proposers/1/reserve-ballot", "{}"), 503, "unavailable", "2 of 3 that vote");
    }

    @Test
    void without_a_quorum_of_acceptors_it_lives_but_is_not_ready() {
        HttpResponse<String> ready = proposer.get("/actuator/health/readiness");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(RunningNode.json(ready)
                        .at("/components/acceptors/details/needed")
                        .asInt())
                .isEqualTo(2);
        assertThat(RunningNode.json(ready).at("/components/storage/status").asString())
                .isEqualTo("UP");
        assertThat(proposer.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(proposer.meter("paxos_proposer_leads")).isZero();
    }

    @Test
    void says_that_it_does_not_lead() {
        HttpResponse<String> answer = proposer.postJson(
                "/proposers/1/propose",
                "{\"commands\":[{\"id\":{\"session\":1,\"sequence\":1},\"payload\":\"aGk=\"}]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(RunningNode.json(answer).has("notLeader")).isTrue();
    }

    @Test
    void an_empty_proposal_and_one_for_another_node_are_refused() {
        assertProblem(proposer.postJson("/proposers/1/propose", "{\"commands\":[]}"), 400, "invalid", "commands");
        assertProblem(proposer.postJson("/proposers/2/propose", "{\"commands\":[]}"), 421, "misaddressed", "node 1");
    }

    @Test
    void a_member_that_is_missing_is_named_in_words() {
        assertProblem(
                proposer.postJson("/proposers/1/take-over", "{}"),
                400,
                "invalid",
                "ballot is missing; it must be given");
        assertProblem(
                proposer.postJson("/proposers/1/heartbeat", "{\"ballot\":{\"round\":1},\"chosenThrough\":0}"),
                400,
                "invalid",
                "ballot.proposer is missing; it must be given");
    }

    @Test
    void a_number_out_of_its_bounds_is_refused_by_name_in_binary_as_in_json() {
        Ballot other = new Ballot(1, 2);
        Command command = new Command(new CommandId(1, 1), new byte[1]);
        AdmitRequest admit = new AdmitRequest(1, 1, Standing.VOTING, Optional.of(1L));
        OutOfBounds.assertRefused(proposer, "/proposers/1/propose", new ProposeRequest(List.of(command)));
        OutOfBounds.assertRefused(proposer, "/proposers/1/heartbeat", new HeartbeatRequest(other, 1));
        OutOfBounds.assertRefused(proposer, "/proposers/1/take-over", new TakeOverRequest(other));
        OutOfBounds.assertRefused(
                proposer, "/proposers/1/reserve-ballot", new ReserveBallotRequest(Optional.of(other)));
        OutOfBounds.assertRefused(proposer, "/proposers/1/admit", admit);
        OutOfBounds.assertRefused(proposer, "/proposers/1/resolve", new ResolveRequest(1));
    }
}

package dev.paxoswasm.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.KnownAcceptor;
import dev.paxoswasm.role.testing.RunningNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AcceptorServiceTest {

    private static final String ACCEPT = """
            {"ballot":{"round":2,"proposer":1},"firstSlot":1,"entries":[
              {"origin":{"round":2,"proposer":1},"content":{"command":{"id":{"session":5,"sequence":1},"payload":"aGk="}}},
              {"origin":{"round":2,"proposer":1},"content":{"noOp":{}}}]}""";

    @TempDir
    Path data;

    private final VotingAcceptor proposers = VotingAcceptor.proposers(component());

    @AfterEach
    void stop() {
        proposers.close();
    }

    /** Options that name the component, and none for the built-in one. */
    List<String> component() {
        return List.of();
    }

    private RunningNode start() {
        return proposers.start("voting", data);
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningNode.json(response);
    }

    @Test
    void promises_and_accepts_and_remembers_both_after_a_restart() {
        try (RunningNode acceptor = start()) {
            JsonNode promise = json(acceptor.postJson(
                    "/acceptors/1/prepare",
                    "{\"ballot\":{\"round\":1,\"proposer\":2},\"firstSlot\":1,\"maxEntries\":10}"));
            assertThat(promise.at("/promised/ballot/round").asInt()).isEqualTo(1);
            assertThat(promise.at("/promised/accepted").isEmpty()).isTrue();

            JsonNode accepted = json(acceptor.postJson("/acceptors/1/accept", ACCEPT));
            assertThat(accepted.at("/accepted/count").asInt()).isEqualTo(2);
        }
        try (RunningNode acceptor = start()) {
            JsonNode rejected = json(acceptor.postJson(
                    "/acceptors/1/prepare",
                    "{\"ballot\":{\"round\":1,\"proposer\":2},\"firstSlot\":1,\"maxEntries\":10}"));
            assertThat(rejected.at("/rejected/round").asInt()).isEqualTo(2);

            JsonNode page =
                    json(acceptor.postJson("/acceptors/1/read-accepted", "{\"firstSlot\":1,\"maxEntries\":10}"));
            assertThat(page.at("/entries/0/entry/content/command/payload").asString())
                    .isEqualTo("aGk=");
            assertThat(page.at("/entries/1/entry/content").has("noOp")).isTrue();

            JsonNode status = json(acceptor.get("/acceptors/1/status"));
            assertThat(status.path("highestSlot").asInt()).isEqualTo(2);
        }
    }

    @Test
    void speaks_binary_values_as_well_as_json() {
        AcceptRequest request = JsonMapper.shared().readValue(ACCEPT, AcceptRequest.class);
        byte[] body = WitBinary.encode(request);
        try (RunningNode acceptor = start()) {
            HttpResponse<byte[]> response = acceptor.exchange("/acceptors/1/accept", WitBinary.MEDIA_TYPE, body);

            assertThat(response.headers().firstValue("Content-Type")).hasValue(WitBinary.MEDIA_TYPE);
            assertThat(WitBinary.codecOf(AcceptOutcome.class).decode(response.body()))
                    .isEqualTo(new AcceptOutcome.Accepted(new Acceptance(new Ballot(2, 1), 1, 2)));
        }
    }

    @Test
    void is_ready_only_once_the_heartbeat_of_a_leader_has_reached_it() {
        try (RunningNode acceptor = proposers.start("voting", data, "--paxos.start.patience=1h")) {
            HttpResponse<String> alone = acceptor.get("/actuator/health/readiness");
            assertThat(alone.statusCode()).isEqualTo(503);
            assertThat(RunningNode.json(alone)
                            .at("/components/joining/details/reason")
                            .asString())
                    .startsWith("no leader has reached it since it started");
            json(acceptor.postJson("/acceptors/1/accept", ACCEPT));
            assertThat(acceptor.get("/actuator/health/readiness").statusCode()).isEqualTo(503);

            JsonNode rejected =
                    json(acceptor.postJson("/acceptors/1/heartbeat", "{\"ballot\":{\"round\":1,\"proposer\":1}}"));
            assertThat(rejected.has("rejected")).isTrue();
            assertThat(acceptor.get("/actuator/health/readiness").statusCode()).isEqualTo(503);

            json(acceptor.postJson("/acceptors/1/heartbeat", "{\"ballot\":{\"round\":2,\"proposer\":1}}"));

            json(acceptor.get("/actuator/health/readiness"));
        }
    }

    @Test
    void tells_its_health_its_component_and_its_figures() {
        try (RunningNode acceptor = start()) {
            assertThat(json(acceptor.get("/actuator/health/liveness"))
                            .path("status")
                            .asString())
                    .isEqualTo("UP");
            JsonNode votes = json(acceptor.get("/actuator/health")).at("/components/standing");
            assertThat(votes.path("status").asString()).isEqualTo("UP");
            assertThat(votes.at("/details/standing").asString()).isEqualTo("voting");
            JsonNode ready = json(acceptor.get("/actuator/health/readiness"));
            assertThat(ready.path("status").asString()).isEqualTo("UP");
            assertThat(ready.at("/components/storage/status").asString()).isEqualTo("UP");

            JsonNode component = json(acceptor.get("/actuator/info")).path("component");
            assertThat(component.path("name").asString()).isEqualTo("acceptor");
            assertThat(component.path("digest").asString()).startsWith("sha256:");
            assertThat(component.path("builtIn").asBoolean())
                    .isEqualTo(component().isEmpty());
            assertThat(component.path("world").asString()).isEqualTo("paxos:acceptor/acceptor-component@0.1.0");
            assertThat(component.path("version").asString()).isNotBlank();

            json(acceptor.postJson("/acceptors/1/accept", ACCEPT));
            String self = "node=\"acceptor-1\",outcome=\"answered\",paxos_cluster=\"paxos\",role=\"acceptor\"} 1";
            assertThat(acceptor.get("/actuator/prometheus").body())
                    .contains("paxos_component_calls_seconds_count{function=\"accept\"," + self)
                    .contains("paxos_storage_flushes_seconds_count")
                    .contains("paxos_outbox_sent_total{lane=\"learn 1\",");
            assertThat(acceptor.meter("paxos_acceptor_highest_slot")).isEqualTo(2);
            assertThat(acceptor.meter("paxos_acceptor_promised_round")).isEqualTo(2);
            assertThat(acceptor.meter("paxos_acceptor_voting")).isEqualTo(1);
            assertThat(acceptor.meter("paxos_storage_size_bytes")).isPositive();
            assertThat(acceptor.meter("paxos_component_memory_bytes"))
                    .isPositive()
                    .isLessThanOrEqualTo(acceptor.meter("paxos_component_memory_limit_bytes"));
        }
    }

    @Test
    void does_not_vote_over_an_older_copy_of_its_store_and_says_why() {
        long life;
        try (RunningNode acceptor = start()) {
            life = json(acceptor.get("/acceptors/1/status")).path("life").asLong();
        }
        proposers.remember(new KnownAcceptor(1, life, Optional.of(new Ballot(2, 1)), 5, 0));
        try (RunningNode acceptor = proposers.start("forgetful", data)) {
            HttpResponse<String> refused = acceptor.postJson("/acceptors/1/accept", ACCEPT);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body())
                    .contains("remembers that it promised ballot (2, 1), its store holds none")
                    .contains("./paxos recover acceptor-1");
            HttpResponse<String> ready = acceptor.get("/actuator/health/readiness");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("older copy");
            assertThat(acceptor.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void does_not_vote_over_a_new_store_where_it_voted_before_and_begins_to_recover_once_for_each_life() {
        proposers.remember(new KnownAcceptor(1, 77, Optional.of(new Ballot(2, 1)), 5, 0));
        try (RunningNode acceptor = proposers.start("forgetful", data)) {
            long life = json(acceptor.get("/acceptors/1/status")).path("life").asLong();
            JsonNode begun = json(acceptor.postJson("/acceptors/1/recover", "{\"life\":" + life + "}"));
            assertThat(begun.path("standing").asString()).isEqualTo("recovering");
            assertThat(begun.path("life").asLong()).isGreaterThan(life);
            JsonNode again = json(acceptor.postJson("/acceptors/1/recover", "{\"life\":" + life + "}"));
            assertThat(again.path("life").asLong()).isEqualTo(begun.path("life").asLong());
        }
    }
}

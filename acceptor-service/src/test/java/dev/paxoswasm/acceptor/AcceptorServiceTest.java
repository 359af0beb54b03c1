package dev.paxoswasm.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.acceptor.AcceptOutcome;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.Acceptance;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.role.testing.RunningNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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

    private RunningNode start(String... options) {
        return RunningNode.start(AcceptorApplication.application(), data, options);
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
    void tells_its_health_its_component_and_its_figures() {
        try (RunningNode acceptor = start()) {
            assertThat(json(acceptor.get("/actuator/health/liveness"))
                            .path("status")
                            .asString())
                    .isEqualTo("UP");
            JsonNode ready = json(acceptor.get("/actuator/health/readiness"));
            assertThat(ready.path("status").asString()).isEqualTo("UP");
            assertThat(ready.at("/components/storage/status").asString()).isEqualTo("UP");

            JsonNode component = json(acceptor.get("/actuator/info")).path("component");
            assertThat(component.path("name").asString()).isEqualTo("acceptor");
            assertThat(component.path("digest").asString()).startsWith("sha256:");
            assertThat(component.path("world").asString()).isEqualTo("paxos:acceptor/acceptor-component@0.1.0");
            assertThat(component.path("version").asString()).isNotBlank();

            json(acceptor.postJson("/acceptors/1/accept", ACCEPT));
            String metrics = acceptor.get("/actuator/prometheus").body();
            assertThat(metrics)
                    .contains("paxos_component_calls_seconds_count{function=\"accept\",outcome=\"answered\"} 1")
                    .contains("paxos_storage_flushes_seconds_count")
                    .contains("paxos_outbox_sent_total{lane=\"learn 1\"}")
                    .contains("paxos_acceptor_highest_slot 2.0");
        }
    }
}

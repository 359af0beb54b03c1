package dev.paxoswasm.acceptor;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.KnownAcceptor;
import dev.paxoswasm.role.testing.RunningNode;
import dev.paxoswasm.role.testing.Swaps;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Another component takes the place of the one that runs, or does not, and then the one that runs goes on. */
class AcceptorSwapTest {

    private static final byte[] BUILT_IN = Swaps.component("acceptor");
    private static final byte[] ANOTHER = Swaps.another(BUILT_IN);
    private static final String ACCEPT = """
            {"ballot":{"round":3,"proposer":1},"firstSlot":1,"entries":[
              {"origin":{"round":3,"proposer":1},"content":{"noOp":{}}}]}""";

    private final VotingAcceptor proposers = VotingAcceptor.proposers();
    private RunningNode acceptor;

    @BeforeEach
    void start(@TempDir Path data) {
        acceptor = proposers.start("voting", data, "--paxos.swap.max-size=2MB");
        assertThat(acceptor.postJson("/acceptors/1/accept", ACCEPT).body()).contains("accepted");
        proposers.remember(new KnownAcceptor(1, life(), Optional.of(new Ballot(3, 1)), 1, 0));
    }

    @AfterEach
    void stop() {
        acceptor.close();
        proposers.close();
    }

    private JsonNode status() {
        return RunningNode.json(acceptor.get("/acceptors/1/status"));
    }

    private long life() {
        return status().path("life").asLong();
    }

    /** What was stored is still there, and told by the component that was there before. */
    private void assertGoesOn() {
        assertThat(Swaps.runs(acceptor)).isEqualTo("acceptor");
        assertThat(status().at("/promised/round").asInt()).isEqualTo(3);
        assertThat(acceptor.postJson("/acceptors/1/accept", ACCEPT).body()).contains("\"count\":1");
    }

    private void assertRefused(HttpResponse<String> answer, String... reasons) {
        for (String reason : reasons) {
            assertProblem(answer, 409, "component-refused", reason);
        }
        assertThat(RunningNode.json(answer).path("detail").asString()).doesNotContain("\n");
        assertGoesOn();
    }

    private static byte[] unruly() throws IOException {
        try (InputStream in = AcceptorSwapTest.class.getResourceAsStream("/components/unruly.wasm")) {
            return in.readAllBytes();
        }
    }

    @Test
    void another_component_goes_on_with_what_is_stored_and_then_the_built_one_again() {
        JsonNode before = status();

        HttpResponse<String> there = Swaps.put(acceptor, "mine", ANOTHER);

        assertThat(there.statusCode()).as(there.body()).isEqualTo(200);
        String swapped = """
                {"component":{"name":"mine","digest":"%s","builtIn":false},
                 "replaced":{"name":"acceptor","digest":"%s","builtIn":true}}""";
        assertThat(RunningNode.json(there))
                .isEqualTo(RunningNode.tree(swapped.formatted(Swaps.digest(ANOTHER), Swaps.digest(BUILT_IN))));
        assertThat(Swaps.runs(acceptor)).isEqualTo("mine");
        await().until(() -> status().path("standing").asString().equals("voting"));
        assertThat(status()).isEqualTo(before);
        assertThat(acceptor.postJson("/acceptors/1/accept", ACCEPT.replace("\"round\":3", "\"round\":4"))
                        .body())
                .contains("accepted");

        HttpResponse<String> back = Swaps.delete(acceptor);

        assertThat(RunningNode.json(back).at("/component/builtIn").asBoolean()).isTrue();
        assertThat(Swaps.runs(acceptor)).isEqualTo("acceptor");
        assertThat(status().at("/promised/round").asInt()).isEqualTo(4);
    }

    @Test
    void one_that_has_forgotten_the_promise_is_refused() {
        assertRefused(
                Swaps.put(acceptor, "forgets", Swaps.component("mutants/acceptor-forgets-promise-at-restart")),
                "forgets cannot take over as acceptor: over the store of this node promised is none, right is 3.1",
                "; name a component that keeps to the contract and to what is stored");
    }

    @Test
    void one_that_answers_for_other_nodes_is_refused_and_what_it_stored_is_forgotten() throws IOException {
        assertRefused(
                Swaps.put(acceptor, "unruly", unruly()),
                "it answers for node 2, right is to refuse that as misaddressed; life is 1, right is " + life());
    }

    @Test
    void one_that_traps_when_it_reads_what_is_stored_is_refused() throws IOException {
        byte[] trapping = unruly();
        // i32.const 296, call load-promised: the call becomes two times unreachable.
        byte[] call = {0x41, (byte) 0xA8, 0x02, 0x10, 0x00};
        int at = indexOf(trapping, call);
        trapping[at + 3] = 0x00;

        assertRefused(
                Swaps.put(acceptor, "traps", trapping),
                "traps cannot take over as acceptor: it failed when it was to recover from the store of this node: ",
                "; name a component that starts over the data of the present one, within its limits");
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("the bytes are not there");
    }

    @Test
    void what_is_no_component_or_one_of_another_world_is_refused() {
        assertRefused(
                Swaps.put(acceptor, "learner", Swaps.component("learner")),
                "learner cannot serve as acceptor: ",
                "does not export paxos:acceptor/acceptor@0.1.0",
                "; name a component of the world paxos:acceptor/acceptor-component");
        assertRefused(
                Swaps.put(acceptor, "text", "hello".getBytes(StandardCharsets.UTF_8)),
                "text cannot serve as acceptor: malformed");
        assertRefused(Swaps.put(acceptor, "nothing", new byte[0]), "nothing cannot serve as acceptor: ");
    }

    @Test
    void one_of_another_digest_than_was_said_is_refused() {
        String zeros = "sha256:" + "0".repeat(64);

        assertRefused(
                acceptor.send(Swaps.request(acceptor, "?name=mine&digest=" + zeros, ANOTHER)),
                "mine arrived with the digest " + Swaps.digest(ANOTHER) + ", not " + zeros);
    }

    @Test
    void requests_that_cannot_be_meant_are_refused_with_what_would_be_right() {
        String digest = "&digest=" + Swaps.digest(ANOTHER);
        assertProblem(
                acceptor.send(Swaps.request(acceptor, "?name=../mine" + digest, ANOTHER)),
                400,
                "invalid",
                "'../mine'; give 1 to 64 letters, digits");
        assertProblem(
                acceptor.send(Swaps.request(acceptor, "?name=mine&digest=md5:00", ANOTHER)),
                400,
                "invalid",
                "give sha256: and 64 hexadecimal digits");
        assertProblem(acceptor.send(Swaps.request(acceptor, "?name=mine", ANOTHER)), 400, "invalid", "digest");
        assertProblem(
                acceptor.send(Swaps.request(acceptor, "?file=/etc/passwd&name=mine" + digest, ANOTHER)),
                400,
                "invalid",
                "'file' is no parameter here");
        assertProblem(
                acceptor.send(HttpRequest.newBuilder(acceptor.uri("/actuator/component?name=mine" + digest))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofByteArray(ANOTHER))),
                415,
                "unsupported-media-type",
                "send application/wasm");
        assertProblem(
                acceptor.send(Swaps.request(acceptor, "?name=mine" + digest, new byte[0])
                        .header("Origin", "http://localhost:8080")),
                403,
                "not-allowed",
                "as that of a page in a browser");
        assertProblem(
                Swaps.put(acceptor, "large", new byte[(2 << 20) + 1]),
                413,
                "too-large",
                "the body is longer than 2097152 bytes");
        assertProblem(
                acceptor.send(Swaps.request(acceptor, "?name=large" + digest, ANOTHER)
                        .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[(2 << 20) + 1])))),
                413,
                "too-large",
                "the body is longer than 2097152 bytes");
        assertGoesOn();
    }
}

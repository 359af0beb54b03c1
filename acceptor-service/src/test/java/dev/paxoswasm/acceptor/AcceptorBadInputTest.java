package dev.paxoswasm.acceptor;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.WitBinary;
import dev.paxoswasm.contract.acceptor.AcceptRequest;
import dev.paxoswasm.contract.acceptor.LeaderHeartbeatRequest;
import dev.paxoswasm.contract.acceptor.PrepareRequest;
import dev.paxoswasm.contract.acceptor.ReadAcceptedRequest;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import dev.paxoswasm.role.testing.OutOfBounds;
import dev.paxoswasm.role.testing.RunningNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptorBadInputTest {

    private static final String PREPARE = "{\"ballot\":{\"round\":1,\"proposer\":1},\"firstSlot\":1,\"maxEntries\":10}";
    private static final VotingAcceptor PROPOSERS = VotingAcceptor.proposers();
    private static RunningNode acceptor;

    @BeforeAll
    static void start(@TempDir Path data) {
        acceptor = PROPOSERS.start("voting", data);
    }

    @AfterAll
    static void stop() {
        acceptor.close();
        PROPOSERS.close();
    }

    @AfterEach
    void the_node_goes_on() {
        assertThat(acceptor.get("/acceptors/1/status").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"ballot":                                             | 400 | malformed-body | line 1, column
            nothing                                                | 400 | malformed-body | line 1, column
            []                                                     | 400 | invalid        | the body
            7                                                      | 400 | invalid        | the body
            {"ballot":{"round":"1","proposer":1},"firstSlot":1,"maxEntries":1} | 400 | invalid | ballot.round
            {"ballot":{"round":1.5,"proposer":1},"firstSlot":1,"maxEntries":1} | 400 | invalid | ballot.round
            {"ballot":[],"firstSlot":1,"maxEntries":1}             | 400 | invalid        | ballot
            {"ballot":{"round":1},"firstSlot":1,"maxEntries":1}    | 400 | invalid        | proposer
            {"ballot":null,"firstSlot":1,"maxEntries":1}           | 400 | invalid        | ballot
            {"firstSlot":1,"maxEntries":1}                         | 400 | invalid        | ballot
            {"ballot":{"round":1,"proposer":1},"firstSlot":1,"maxEntries":1,"more":2} | 400 | invalid | more
            {"ballot":{"round":-1,"proposer":1},"firstSlot":1,"maxEntries":1} | 400 | invalid | round
            {"ballot":{"round":1,"proposer":4294967296},"firstSlot":1,"maxEntries":1} | 400 | invalid | proposer
            {"ballot":{"round":9007199254740992,"proposer":1},"firstSlot":1,"maxEntries":1} | 400 | invalid | round
            {"ballot":{"round":99999999999999999999,"proposer":1},"firstSlot":1,"maxEntries":1} | 400 | invalid | round
            {"ballot":{"round":9007199254740991,"proposer":1},"firstSlot":1,"maxEntries":1} | 400 | invalid | 4294967296 above
            {"ballot":{"round":1,"proposer":1},"firstSlot":0,"maxEntries":1} | 400 | invalid | slot
            {"ballot":{"round":1,"proposer":1},"firstSlot":1,"maxEntries":0} | 400 | invalid | max-entries
            {"ballot":{"round":1,"proposer":0},"firstSlot":1,"maxEntries":1} | 400 | invalid | proposer must be from 1
            {"ballot":{"round":1,"proposer":9},"firstSlot":1,"maxEntries":1} | 400 | invalid | proposer
            {"ballot":{"round":1,"round":2,"proposer":1},"firstSlot":1,"maxEntries":1} | 400 | malformed-body | round
            {"ballot":{"round":1,"proposer":1},"firstSlot":1,"maxEntries":1} {} | 400 | invalid | the body
            """)
    void a_request_that_breaks_a_rule_is_told_which(String body, int status, String type, String detail) {
        assertProblem(acceptor.postJson("/acceptors/1/prepare", body), status, type, detail);
    }

    @ParameterizedTest
    @CsvSource({
        "/acceptors/2/prepare, 421, misaddressed, this one is node 1",
        "/acceptors/0/prepare, 400, invalid, an id is a number from 1",
        "/acceptors/-1/prepare, 400, invalid, an id is a number from 1",
        "/acceptors/99999999999999999999/prepare, 400, invalid, an id is a number from 1",
        "/acceptors/x/prepare, 400, invalid, an id is a number from 1",
        "/acceptors/1/nothing, 404, not-found, no operation has this path",
        "/nothing, 404, not-found, no operation has this path",
        "/learners/1/learn, 404, not-found, no operation has this path",
        "/acceptors/1/status, 405, method-not-allowed, use GET"
    })
    void a_wrong_path_is_told_what_would_be_right(String path, int status, String type, String detail) {
        assertProblem(acceptor.postJson(path, PREPARE), status, type, detail);
    }

    @Test
    void a_refusal_is_in_the_problem_as_the_contract_writes_it() {
        HttpResponse<String> response = acceptor.get("/acceptors/3/status");

        assertProblem(response, 421, "misaddressed", "this one is node 1");
        assertThat(RunningNode.json(response).at("/refusal/misaddressed").asInt())
                .isEqualTo(1);
    }

    @Test
    void an_empty_body_is_refused() {
        assertProblem(acceptor.postJson("/acceptors/1/prepare", ""), 400, "malformed-body", "the body is missing");
    }

    @Test
    void what_is_not_utf_8_is_refused() {
        byte[] body = PREPARE.replace("round", "rounX").getBytes(StandardCharsets.UTF_8);
        body[15] = (byte) 0xFF;
        assertProblem(acceptor.post("/acceptors/1/prepare", "application/json", body), 400, "malformed-body", "UTF-8");
    }

    /** Posts a body in binary as another node does and as anybody may, who must be told the same. */
    private static HttpResponse<String> binary(String path, byte[] body) {
        HttpResponse<String> toNode = acceptor.message(path, body);
        HttpResponse<String> toAnybody = acceptor.post(path, WitBinary.MEDIA_TYPE, body);
        assertThat(toNode.statusCode()).isEqualTo(toAnybody.statusCode());
        if (toNode.statusCode() != 200) {
            assertThat(toNode.body()).isEqualTo(toAnybody.body());
        }
        return toNode;
    }

    /** Bytes in hexadecimal. A ballot is a round and a proposer in LEB128, then come first-slot and max-entries. */
    @ParameterizedTest
    @CsvSource({
        "0101010a00, invalid, prepare-request",
        "0101010a, ok, ''",
        "010101, invalid, max-entries",
        "01, invalid, ballot.proposer",
        "ffffffffffffffffffff01010101, invalid, ballot.round",
        "80808080808080200101 0a, invalid, round",
        "0101000a, invalid, slot",
        "01010100, invalid, max-entries",
        "0109010a, invalid, proposer",
        "0001010a, invalid, round"
    })
    void a_binary_value_that_breaks_a_rule_is_told_which(String hex, String type, String detail) {
        byte[] body = HexFormat.of().parseHex(hex.replace(" ", ""));
        HttpResponse<String> response = binary("/acceptors/1/prepare", body);
        if (type.equals("ok")) {
            assertThat(response.statusCode()).isEqualTo(200);
        } else {
            assertProblem(response, 400, type, detail);
        }
    }

    @Test
    void a_binary_list_that_claims_more_than_there_is_takes_no_memory() {
        byte[] body = HexFormat.of().parseHex("010101ffffffff0f");
        assertProblem(binary("/acceptors/1/accept", body), 400, "invalid", "entries");
    }

    @Test
    void an_empty_or_too_long_binary_body_is_refused() {
        assertProblem(binary("/acceptors/1/prepare", new byte[0]), 400, "malformed-body", "the body is missing");
        assertProblem(binary("/acceptors/1/prepare", new byte[3 << 20]), 413, "too-large", "the body is longer than");
    }

    @Test
    void a_message_to_another_node_or_to_no_operation_is_refused() {
        byte[] prepare = HexFormat.of().parseHex("0101010a");
        assertProblem(binary("/acceptors/2/prepare", prepare), 421, "misaddressed", "this one is node 1");
        assertProblem(binary("/acceptors/1/forget", prepare), 404, "not-found", "/v3/api-docs");
        assertProblem(binary("/acceptors/1/status", prepare), 405, "method-not-allowed", "use GET");
    }

    @Test
    void an_unknown_media_type_is_told_the_known_ones() {
        assertProblem(
                acceptor.post("/acceptors/1/prepare", "text/plain", PREPARE.getBytes(StandardCharsets.UTF_8)),
                415,
                "unsupported-media-type",
                "application/json or application/vnd.wit-value");
        HttpResponse<String> unacceptable = acceptor.send(
                HttpRequest.newBuilder(acceptor.uri("/acceptors/1/status")).header("Accept", "text/plain"));
        assertProblem(unacceptable, 406, "not-acceptable", "application/json or application/vnd.wit-value");
    }

    @Test
    void a_body_over_the_limit_is_refused_whether_its_length_is_told_or_not() {
        byte[] body = new byte[3 << 20];
        assertProblem(
                acceptor.post("/acceptors/1/prepare", "application/json", body),
                413,
                "too-large",
                "the body is longer than");

        Arrays.fill(body, (byte) ' ');
        HttpResponse<String> chunked = acceptor.send(HttpRequest.newBuilder(acceptor.uri("/acceptors/1/prepare"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
        assertProblem(chunked, 413, "too-large", "the body is longer than");
    }

    @Test
    void a_payload_over_the_bound_is_refused() {
        String payload = "A".repeat((1 << 20) / 3 * 4 + 8);
        String body =
                "{\"ballot\":{\"round\":1,\"proposer\":1},\"firstSlot\":1,\"entries\":[{\"origin\":{\"round\":1,\"proposer\":1},"
                        + "\"content\":{\"command\":{\"id\":{\"session\":1,\"sequence\":1},\"payload\":\"" + payload
                        + "\"}}}]}";
        assertProblem(acceptor.postJson("/acceptors/1/accept", body), 413, "too-large", "1048576");
    }

    @Test
    void deep_nesting_and_long_numbers_are_refused_before_they_cost_anything() {
        assertProblem(acceptor.postJson("/acceptors/1/prepare", "[".repeat(100_000)), 400, "invalid", "");
        assertProblem(
                acceptor.postJson("/acceptors/1/prepare", "{\"firstSlot\":" + "9".repeat(100_000) + "}"),
                400,
                "invalid",
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /acceptors/1/status?x=%zz HTTP/1.1", "GET /acceptors/../../etc HTTP/1.1", "nonsense"})
    void a_request_that_the_container_refuses_shows_nothing_of_it(String requestLine) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", acceptor.port())) {
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(response).doesNotContain("Tomcat", "Exception", "\tat ");
        }
    }

    @Test
    void a_number_out_of_its_bounds_is_refused_by_name_in_binary_as_in_json() {
        Ballot ballot = new Ballot(1, 1);
        Entry command = new Entry(ballot, new Content.Command(new Command(new CommandId(1, 1), new byte[1])));
        AcceptRequest accept = new AcceptRequest(ballot, 1, List.of(new Entry(ballot, new Content.NoOp()), command));

        OutOfBounds.assertRefused(acceptor, "/acceptors/1/prepare", new PrepareRequest(ballot, 1, 1));
        OutOfBounds.assertRefused(acceptor, "/acceptors/1/accept", accept);
        OutOfBounds.assertRefused(acceptor, "/acceptors/1/read-accepted", new ReadAcceptedRequest(1, 1));
        OutOfBounds.assertRefused(acceptor, "/acceptors/1/heartbeat", new LeaderHeartbeatRequest(ballot));
    }

    @Test
    void a_value_that_began_with_a_proposer_of_another_cluster_is_refused() {
        Entry foreign = new Entry(new Ballot(1, 9), new Content.NoOp());
        byte[] body = WitBinary.encode(new AcceptRequest(new Ballot(2, 1), 1, List.of(foreign)));

        assertProblem(binary("/acceptors/1/accept", body), 400, "invalid", "origin.proposer is 9; the proposers of");
    }
}

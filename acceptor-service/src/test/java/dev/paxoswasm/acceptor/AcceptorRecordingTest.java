package dev.paxoswasm.acceptor;

import static dev.paxoswasm.role.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.Limits;
import dev.paxoswasm.component.recording.Recording;
import dev.paxoswasm.component.recording.RepeatedCall;
import dev.paxoswasm.component.recording.Replay;
import dev.paxoswasm.role.testing.RunningNode;
import dev.paxoswasm.role.testing.Swaps;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running node tells the last calls into its component, and they are repeated without it. */
class AcceptorRecordingTest {

    private static final String PATH = "/actuator/recording";
    private static final String PREPARE = """
            {"ballot":{"round":5,"proposer":1},"firstSlot":1,"maxEntries":10}""";
    private static final String ACCEPT = """
            {"ballot":{"round":%d,"proposer":1},"firstSlot":1,"entries":[
              {"origin":{"round":%d,"proposer":1},"content":{"command":
                {"id":{"session":1,"sequence":1},"payload":"aGVsbG8="}}}]}""";

    private static byte[] recording(RunningNode acceptor) {
        HttpResponse<byte[]> answer = acceptor.bytes(PATH);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static List<RepeatedCall> repeated(byte[] file, String component) {
        Replay replay = new Replay(Recording.read(file), Component.parse(Swaps.component(component)), Limits.DEFAULT);
        List<RepeatedCall> calls = new ArrayList<>();
        for (Optional<RepeatedCall> next = replay.next(); next.isPresent(); next = replay.next()) {
            calls.add(next.get());
        }
        return calls;
    }

    @Test
    void what_a_node_did_is_repeated_by_its_component_and_not_by_one_with_a_rule_broken(@TempDir Path data) {
        byte[] file;
        try (VotingAcceptor proposers = VotingAcceptor.proposers();
                RunningNode acceptor = proposers.start("voting", data, "--paxos.recording.calls=always")) {
            assertThat(acceptor.postJson("/acceptors/1/prepare", PREPARE).body())
                    .contains("promised");
            assertThat(acceptor.postJson("/acceptors/1/accept", ACCEPT.formatted(5, 5))
                            .body())
                    .contains("accepted");
            assertThat(acceptor.postJson("/acceptors/1/accept", ACCEPT.formatted(4, 4))
                            .body())
                    .contains("rejected");
            file = recording(acceptor);
        }

        List<RepeatedCall> same = repeated(file, "acceptor");
        List<RepeatedCall> other = repeated(file, "mutants/acceptor-accepts-below-promise");

        assertThat(same).allSatisfy(call -> assertThat(call.difference()).isEmpty());
        assertThat(same.stream().filter(call -> isOf("accept", call))).hasSize(2);
        assertThat(other.getLast().difference()).isPresent();
        assertThat(isOf("accept", other.getLast())).isTrue();
    }

    private static boolean isOf(String function, RepeatedCall call) {
        return call.call() != null && Objects.equals(call.call().function(), function);
    }

    @Test
    void a_node_that_records_nothing_says_so(@TempDir Path data) {
        try (RunningNode acceptor =
                RunningNode.start(AcceptorApplication.application(), data, "--paxos.recording.calls=never")) {
            assertProblem(acceptor.get(PATH), 404, "not-recorded", "(paxos.recording.calls=never)");
        }
    }

    @Test
    void pages_in_browsers_get_nothing_and_nobody_does_where_that_is_configured(@TempDir Path data) {
        try (RunningNode acceptor =
                RunningNode.start(AcceptorApplication.application(), data, "--paxos.recording.from=nowhere")) {
            assertProblem(acceptor.get(PATH), 403, "not-allowed", "(paxos.recording.from=nowhere)");
        }
        try (RunningNode acceptor = RunningNode.start(AcceptorApplication.application(), data)) {
            HttpRequest.Builder page =
                    HttpRequest.newBuilder(acceptor.uri(PATH)).header("Origin", "http://127.0.0.1");
            assertProblem(acceptor.send(page), 403, "not-allowed", "as that of a page in a browser");
        }
    }
}

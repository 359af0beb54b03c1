package dev.paxoswasm.simulation.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paxoswasm.contract.types.AcceptedEntry;
import dev.paxoswasm.contract.types.Ballot;
import dev.paxoswasm.contract.types.ChosenEntry;
import dev.paxoswasm.contract.types.Command;
import dev.paxoswasm.contract.types.CommandId;
import dev.paxoswasm.contract.types.Content;
import dev.paxoswasm.contract.types.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NotationTest {

    private static Entry entry(String payload, long sequence) {
        Command command = new Command(new CommandId(7, sequence), payload.getBytes(StandardCharsets.UTF_8));
        return new Entry(new Ballot(3, 1), new Content.Command(command));
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("3.10", new Ballot(3, 10)),
                Arguments.of("a@3.1", entry("a", 1)),
                Arguments.of("a#7.2@3.1", entry("a", 2)),
                Arguments.of("x*101@3.1", entry("x".repeat(101), 1)),
                Arguments.of("no-op@3.1", new Entry(new Ballot(3, 1), new Content.NoOp())),
                Arguments.of("5 = a@3.1 at 4.2", new AcceptedEntry(5, new Ballot(4, 2), entry("a", 1))),
                Arguments.of("5 = a@3.1", new ChosenEntry(5, entry("a", 1))),
                Arguments.of("a#7.2", new Command(new CommandId(7, 2), "a".getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void a_value_is_read_as_it_is_written(String written, Object value) {
        assertThat(Values.json(value)).isEqualTo(Values.text(written));
        assertThat(Values.read(Values.text(written), value.getClass())).isEqualTo(value);
    }

    @Test
    void a_payload_that_is_no_word_is_shown_as_it_is() {
        assertThat(Notation.line(Values.json(entry("a b", 1)))).isEqualTo("base64:YSBi@3.1");
    }

    private static boolean matches(String right, String came) {
        JsonMapper json = JsonMapper.shared();
        JsonNode rightNode = Notation.written(json.readTree(right));
        return Comparison.matches(rightNode, Notation.written(json.readTree(came)));
    }

    @Test
    void a_shorter_page_that_says_there_is_more_is_right_and_no_other() {
        String right = "{\"entries\": [1, 2], \"more\": false}";

        assertThat(List.of(
                        matches(right, right),
                        matches(right, "{\"entries\": [1], \"more\": true}"),
                        matches("{\"entries\": [1, 2], \"more\": true}", "{\"entries\": [1, 2], \"more\": true}")))
                .containsOnly(true);
        assertThat(List.of(
                        matches(right, "{\"entries\": [1], \"more\": false}"),
                        matches(right, "{\"entries\": [2], \"more\": true}"),
                        matches(right, "{\"entries\": [], \"more\": true}"),
                        matches(right, "{\"entries\": [1, 2, 3], \"more\": false}"),
                        matches(right, "{\"entries\": [1, 2], \"more\": true}"),
                        matches(right, "{\"entries\": [1, 2]}")))
                .containsOnly(false);
    }

    @Test
    void what_is_open_is_written_so() {
        assertThat(matches("{\"life\": \">50\", \"why\": \"*\"}", "{\"life\": 51, \"why\": \"x\"}"))
                .isTrue();
        assertThat(matches("{\"life\": \">50\", \"why\": \"*\"}", "{\"life\": 50, \"why\": \"x\"}"))
                .isFalse();
        assertThat(matches("{\"life\": \">50\", \"why\": \"*\"}", "{\"life\": 51}"))
                .isFalse();
    }
}

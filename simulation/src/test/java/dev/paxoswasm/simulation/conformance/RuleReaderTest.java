package dev.paxoswasm.simulation.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.simulation.scenario.Role;
import dev.paxoswasm.simulation.world.Components;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReaderTest {
    private static final Component ACCEPTOR = Components.builtIn(Role.ACCEPTOR);
    private static final String HEAD = "- {id: a, rule: b, paper: c, steps: [";

    private static List<Rule> read(String text) {
        return RuleReader.read(Role.ACCEPTOR, "a.yaml", text);
    }

    @Test
    void a_rule_has_steps_with_what_is_right() {
        Rule rule = read(HEAD + "{prepare: {ballot: 3.10, firstSlot: 1, maxEntries: 2}, answers: {rejected: 4.20}}]}")
                .getFirst();

        assertThat(rule.steps().getFirst().toString()).isEqualTo("prepare {ballot: 3.10, firstSlot: 1, maxEntries: 2}");
        assertThat(rule.steps().getFirst().expected().answers().map(Notation::line))
                .contains("{rejected: 4.20}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - {id: a, rule: b, steps: []}                              | a.yaml, a has no paper
            - {id: a, rule: b, paper: c, why: d, steps: []}            | a.yaml, a has why; it may have
            - {id: a, rule: b, paper: c, start: {stored: {}}}          | a.yaml, a, start has stored; it may have
            - {id: a, rule: b, paper: c, steps: [{answer: {}}, {}]}    | step 2 does []; a step does one thing
            - {id: a, rule: b, paper: c, steps: [{status: , accept: }]} | step 1 does [status, accept]
            - {id: a                                                   | a.yaml:
            """)
    void what_is_no_rule_is_refused_by_file_and_place(String text, String complaint) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(text)).withMessageContaining(complaint);
    }

    /** A script that sends what cannot be sent, or that expects nothing that could come, would never fail. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{prepare: {ballot: 1.1, firstSlot: 1, maxEntry: 1}}",
                "{prepare: {ballot: 1.1, firstSlot: 1}}",
                "{prepare: {ballot: one, firstSlot: 1, maxEntries: 1}}",
                "{promise: {ballot: 1.1}}",
                "{admitAnswered: {from: 1, ok: {round: 1}}}"
            })
    void a_step_that_the_contract_does_not_know_is_an_error_of_the_script(String step) {
        Rule rule = read(HEAD + step + "]}").getFirst();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Examination.examine(rule, ACCEPTOR))
                .withMessageStartingWith("conformance, a: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{status: , answers: {}}",
                "{status: , refuses: invalid}",
                "{prepare: {ballot: 1.1, firstSlot: 1, maxEntries: 1}, stores: {}}",
                "{prepare: {ballot: 1.1, firstSlot: 1, maxEntries: 1}, stores: {promised: 1.2}}",
                "{prepare: {ballot: 0.1, firstSlot: 1, maxEntries: 1}, refuses: tooLarge}",
                "{tick: 5000, sendsAmong: [notifyLearners: '*']}",
                "{accept: {ballot: 1.1, firstSlot: 1, entries: [a@1.1]}, stores: '*'}",
                "{hostFails: {at: storeAccepted, during: {status: }}}"
            })
    void what_differs_from_what_is_right_breaks_the_rule(String step) {
        Rule rule = read(HEAD + step + "]}").getFirst();

        assertThat(Examination.examine(rule, ACCEPTOR).broken().orElseThrow())
                .first()
                .asString()
                .startsWith("step 1  ");
    }
}

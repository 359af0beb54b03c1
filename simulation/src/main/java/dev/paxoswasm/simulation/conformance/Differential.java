package dev.paxoswasm.simulation.conformance;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.simulation.conformance.Comparison.Others;
import dev.paxoswasm.simulation.conformance.Rule.Step;
import dev.paxoswasm.simulation.conformance.Subject.Outcome;
import dev.paxoswasm.simulation.scenario.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has the built-in acceptor and another one answer the same random messages. Answers, messages and stores must be the
 * same, value for value; what the contract leaves open is not compared: the words of a refusal and of what an acceptor
 * waits for, how short a page is, and when a proposer is asked again.
 */
final class Differential {

    private static final Set<String> EVENTS = Set.of("tick", "restart", "admitAnswered");

    private final Component builtIn;
    private final Component other;

    Differential(Component builtIn, Component other) {
        this.builtIn = builtIn;
        this.other = other;
    }

    /** The first difference: the sequence up to it, and both outcomes, a line each; empty where there is none. */
    Optional<List<String>> difference(long seed) {
        ObjectNode store = Values.object();
        store.putObject("life").put("life", 50).put("standing", "voting");
        Subject one = new Subject(builtIn, Role.ACCEPTOR, Examination.settings(Values.object()), store);
        Subject two = new Subject(other, Role.ACCEPTOR, Examination.settings(Values.object()), store);
        one.start(true);
        Outcome started = two.start(true);
        if (started.failure().isPresent()) {
            return Optional.of(List.of("start", "came   " + shown("start", started)));
        }
        List<String> lines = new ArrayList<>();
        for (Step step : Sequence.of(seed)) {
            lines.add(step.toString());
            Outcome right = one.step(step);
            Outcome came = two.step(step);
            if (!isSame(step, right, came)) {
                lines.add("came   " + shown(step.what(), came));
                lines.add("right  " + shown(step.what(), right));
                return Optional.of(lines);
            }
        }
        return Optional.empty();
    }

    private static boolean isSame(Step step, Outcome right, Outcome came) {
        if (came.failure().isPresent() != right.failure().isPresent()
                || !came.refusal().equals(right.refusal())
                || !came.stored().equals(right.stored())
                || came.answer().isPresent() != right.answer().isPresent()) {
            return false;
        }
        boolean sameAnswer = right.answer()
                .map(it -> Comparison.matches(withoutWords(it), came.answer().orElseThrow()))
                .orElse(true);
        ArrayNode messages = Values.array();
        right.sent().forEach(messages::add);
        return sameAnswer && (EVENTS.contains(step.what()) || Comparison.hasAll(messages, came.sent(), Others.NONE));
    }

    private static JsonNode withoutWords(JsonNode answer) {
        if (answer instanceof ObjectNode status && status.has("waitsFor")) {
            return status.deepCopy().put("waitsFor", "*");
        }
        return answer;
    }

    private static String shown(String what, Outcome outcome) {
        List<String> parts = new ArrayList<>();
        outcome.failure().ifPresent(it -> parts.add("did not run to its end: " + it));
        outcome.answer().ifPresent(it -> parts.add("answers " + Notation.line(it)));
        outcome.refusal().ifPresent(it -> parts.add("refuses " + Notation.line(it) + " (" + outcome.said() + ")"));
        parts.add("stores " + Notation.line(outcome.stored()));
        if (!EVENTS.contains(what)) {
            parts.add("sends ["
                    + String.join(
                            ", ", outcome.sent().stream().map(Notation::line).toList()) + "]");
        }
        return String.join("; ", parts);
    }
}

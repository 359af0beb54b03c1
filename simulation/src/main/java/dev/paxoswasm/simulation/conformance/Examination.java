package dev.paxoswasm.simulation.conformance;

import dev.paxoswasm.component.Component;
import dev.paxoswasm.component.ComponentException;
import dev.paxoswasm.contract.node.Bounds;
import dev.paxoswasm.contract.node.Cluster;
import dev.paxoswasm.contract.node.Timing;
import dev.paxoswasm.host.NodeSettings;
import dev.paxoswasm.simulation.conformance.Comparison.Others;
import dev.paxoswasm.simulation.conformance.Rule.Expected;
import dev.paxoswasm.simulation.conformance.Rule.Step;
import dev.paxoswasm.simulation.conformance.Subject.Outcome;
import dev.paxoswasm.simulation.scenario.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Goes through rules with a component, each with an instance and a store of its own. */
public final class Examination {

    /** What happens to a node, or around it, in which messages come and go that no rule is about. */
    private static final Set<String> EVENTS = Set.of("tick", "restart", "hostFails", "campaigns", "start");

    /** The store of an acceptor that votes and holds nothing. */
    private static final String LIFE = "life";

    private static final long USUAL_LIFE = 50;

    /** What a proposer stores when it likes: nobody waits for it. */
    private static final String UNHURRIED = "progress";

    private Examination() {}

    /**
     * What became of a rule.
     *
     * @param broken where it is broken: what was done, what came, what is right, a line each
     */
    public record Verdict(String id, String rule, String paper, Optional<List<String>> broken) {

        public boolean isKept() {
            return broken.isEmpty();
        }
    }

    /** Goes through one rule up to the first step at which it is broken. */
    static Verdict examine(Rule rule, Component component) {
        try {
            return new Verdict(rule.id(), rule.text(), rule.paper(), broken(rule, component));
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IllegalArgumentException("conformance, " + rule.id() + ": " + e.getMessage(), e);
        }
    }

    private static Optional<List<String>> broken(Rule rule, Component component) {
        Subject subject;
        Outcome started;
        try {
            subject = new Subject(component, rule.role(), settings(rule.node()), store(rule));
            started = subject.start(rule.start().admitted());
        } catch (ComponentException e) {
            return Optional.of(List.of("start", "came   it did not start: " + e.getMessage()));
        }
        Expected atStart = rule.start().expected();
        List<String> differences = differences("start", atStart, started, Stores.ONLY_IF_SAID);
        if (!differences.isEmpty()) {
            differences.addFirst("start");
            return Optional.of(differences);
        }
        int number = 0;
        for (Step written : rule.steps()) {
            number++;
            Step step = written.named(subject.names());
            differences = differences(step.what(), step.expected(), subject.step(step), Stores.NOTHING_UNLESS_SAID);
            if (!differences.isEmpty()) {
                differences.addFirst("step " + number + "  " + step);
                return Optional.of(differences);
            }
        }
        return Optional.empty();
    }

    private static JsonNode store(Rule rule) {
        JsonNode store = rule.start().store();
        if (rule.role() == Role.ACCEPTOR
                && (store.isMissingNode() || (store.isObject() && !store.isEmpty() && !store.has(LIFE)))) {
            ObjectNode voting = store instanceof ObjectNode given ? given.deepCopy() : Values.object();
            voting.putObject(LIFE).put(LIFE, USUAL_LIFE).put("standing", "voting");
            return voting;
        }
        return store.isObject() ? store : Values.object();
    }

    private enum Stores {
        ONLY_IF_SAID,
        NOTHING_UNLESS_SAID
    }

    private static List<String> differences(String what, Expected right, Outcome came, Stores stores) {
        List<String> lines = new ArrayList<>();
        if (came.failure().isPresent()) {
            lines.add("came   it did not run to its end: " + came.failure().get());
            return lines;
        }
        result(right, came, lines);
        if (right.stores().isPresent() || stores == Stores.NOTHING_UNLESS_SAID) {
            JsonNode wanted = right.stores().orElse(Values.object());
            ObjectNode stored = came.stored().deepCopy();
            if (!wanted.has(UNHURRIED)) {
                stored.remove(UNHURRIED);
            }
            if (!Comparison.matches(wanted, stored)) {
                lines.add("came   stores " + Notation.line(stored));
                lines.add("right  stores " + Notation.line(wanted));
            }
        }
        boolean isCall = !EVENTS.contains(what) && !Subject.isAnswer(what);
        Optional<JsonNode> sends = right.sends().isEmpty() && right.sendsAmong().isEmpty() && isCall
                ? Optional.of(Values.array())
                : right.sends();
        sends.ifPresent(all -> {
            if (!Comparison.hasAll(all, came.sent(), Others.NONE)) {
                lines.add("came   sends " + lines(came.sent()));
                lines.add("right  sends " + Notation.line(all));
            }
        });
        right.sendsAmong().ifPresent(some -> {
            if (!Comparison.hasAll(some, came.sent(), Others.ALLOWED)) {
                lines.add("came   sends " + lines(came.sent()));
                lines.add("right  sends, among others, " + Notation.line(some));
            }
        });
        return lines;
    }

    private static void result(Expected right, Outcome came, List<String> lines) {
        String wanted = right.answers()
                .map(it -> "answers " + Notation.line(it))
                .or(() -> right.refuses().map(it -> "refuses " + Notation.line(it)))
                .orElse("");
        boolean sound = right.answers()
                .map(it -> came.answer()
                        .filter(answer -> Comparison.matches(it, answer))
                        .isPresent())
                .or(() -> right.refuses()
                        .map(it -> came.refusal().filter(it::equals).isPresent()))
                .orElse(came.refusal().isEmpty());
        if (!sound) {
            lines.add("came   "
                    + came.answer()
                            .map(it -> "answers " + Notation.line(it))
                            .or(() ->
                                    came.refusal().map(it -> "refuses " + Notation.line(it) + " (" + came.said() + ")"))
                            .orElse("no answer"));
            lines.add("right  " + (wanted.isEmpty() ? "no refusal" : wanted));
        }
    }

    private static String lines(List<JsonNode> messages) {
        return "[" + String.join(", ", messages.stream().map(Notation::line).toList()) + "]";
    }

    /** Three acceptors, two proposers and two learners, with bounds that a script reaches. */
    static NodeSettings settings(JsonNode node) {
        return new NodeSettings(
                new Cluster(
                        node.path("self").asLong(1),
                        List.of(1L),
                        List.of(1L, 2L),
                        List.of(1L, 2L, 3L),
                        List.of(1L, 2L),
                        List.of(1L),
                        node.path("phase1Quorum").asLong(2),
                        node.path("phase2Quorum").asLong(2)),
                new Timing(20, 150, 1000, 300),
                new Bounds(100, 4, 100, 16, 1000));
    }
}

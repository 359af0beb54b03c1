package dev.paxoswasm.simulation.conformance;

import dev.paxoswasm.simulation.scenario.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A rule of the contract, and the messages that show whether it is kept.
 *
 * @param id    names it, as in {@code a-promise-forbids-lower-ballots}
 * @param text  what holds
 * @param paper where it comes from
 * @param node  what the node is told of itself beyond what is usual
 */
record Rule(Role role, String id, String text, String paper, JsonNode node, Start start, List<Step> steps) {

    Rule {
        steps = List.copyOf(steps);
    }

    /**
     * How the node begins.
     *
     * @param store what its store holds
     * @param admitted whether every proposer tells an acceptor that it has forgotten nothing
     * @param expected what it then stores and sends
     */
    record Start(JsonNode store, boolean admitted, Expected expected) {}

    /**
     * One thing that happens.
     *
     * @param what a function, an event, or what happens to the node
     * @param with its argument; null where it has none
     * @param at the node that is addressed; the one itself where none is named
     */
    record Step(String what, JsonNode with, Optional<Long> at, Expected expected) {

        /** With what names such as {@code $session} stand for in their places. */
        Step named(Map<String, String> names) {
            return names.isEmpty() ? this : new Step(what, Notation.named(with, names), at, expected.named(names));
        }

        @Override
        public String toString() {
            return what
                    + (with.isNull() ? "" : " " + Notation.line(Notation.written(Notation.expanded(with))))
                    + at.map(node -> ", to " + node).orElse("");
        }
    }

    /**
     * What is right. What is left out is not looked at, but for what is stored: where nothing is said, nothing may
     * change; and calls, unlike events, send nothing where nothing is said.
     *
     * @param answers the result
     * @param refuses the refusal, its text aside
     * @param stores what the store holds after it that it did not hold before
     * @param sends all messages, in any order
     * @param sendsAmong some of the messages
     */
    record Expected(
            Optional<JsonNode> answers,
            Optional<JsonNode> refuses,
            Optional<JsonNode> stores,
            Optional<JsonNode> sends,
            Optional<JsonNode> sendsAmong) {

        private Expected named(Map<String, String> names) {
            return new Expected(
                    answers.map(it -> named(it, names)),
                    refuses,
                    stores.map(it -> named(it, names)),
                    sends.map(it -> named(it, names)),
                    sendsAmong.map(it -> named(it, names)));
        }

        private static JsonNode named(JsonNode node, Map<String, String> names) {
            return Notation.written(Notation.expanded(Notation.named(node, names)));
        }

        static final Expected NOTHING =
                new Expected(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}

package dev.paxoswasm.simulation.conformance;

import dev.paxoswasm.simulation.conformance.Rule.Expected;
import dev.paxoswasm.simulation.conformance.Rule.Start;
import dev.paxoswasm.simulation.conformance.Rule.Step;
import dev.paxoswasm.simulation.scenario.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads rules from the YAML of {@code conformance/}. */
final class RuleReader {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            // 3.10 is a ballot, and not 3.1.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Set<String> OF_RULES = Set.of("id", "rule", "paper", "node", "start", "steps");
    private static final Set<String> OF_STARTS = Set.of("store", "admitted", "stores", "sends", "sendsAmong");
    private static final Set<String> OF_STEPS = Set.of("at", "answers", "refuses", "stores", "sends", "sendsAmong");

    private RuleReader() {}

    /** All rules of a role, in the order in which its {@code index} names their files. */
    static List<Rule> of(Role role) {
        List<Rule> rules = new ArrayList<>();
        String folder = "conformance/" + role.label() + "/";
        for (String file : resource(folder + "index", text -> text).lines().toList()) {
            rules.addAll(resource(folder + file, text -> read(role, file, text)));
        }
        Set<String> ids = new HashSet<>();
        for (Rule rule : rules) {
            if (!ids.add(rule.id())) {
                throw new IllegalArgumentException(folder + ": two rules have the id " + rule.id());
            }
        }
        return rules;
    }

    private interface Reading<T> {
        T of(String text);
    }

    private static <T> T resource(String path, Reading<T> reading) {
        try (InputStream in = RuleReader.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is not on the class path");
            }
            return reading.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + path, e);
        }
    }

    /** @throws IllegalArgumentException if the text is no list of rules; names the file, the rule and what is wrong */
    static List<Rule> read(Role role, String file, String text) {
        try {
            List<Rule> rules = new ArrayList<>();
            for (JsonNode rule : YAML.readTree(text)) {
                rules.add(rule(role, file, rule));
            }
            return rules;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Rule rule(Role role, String file, JsonNode rule) {
        String id = rule.path("id").asString("");
        String where = file + ", " + (id.isEmpty() ? "a rule without id" : id);
        requireMembers(where, rule, OF_RULES);
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : rule.path("steps")) {
            steps.add(step(where + ", step " + (steps.size() + 1), step));
        }
        JsonNode start = rule.path("start");
        requireMembers(where + ", start", start, OF_STARTS);
        for (String needed : List.of("id", "rule", "paper")) {
            if (rule.path(needed).asString("").isBlank()) {
                throw new IllegalArgumentException(where + " has no " + needed);
            }
        }
        return new Rule(
                role,
                id,
                rule.path("rule").asString(),
                rule.path("paper").asString(),
                rule.path("node"),
                new Start(start.path("store"), start.path("admitted").asBoolean(true), expected(start)),
                steps);
    }

    private static Step step(String where, JsonNode step) {
        List<String> actions = step.propertyNames().stream()
                .filter(name -> !OF_STEPS.contains(name))
                .toList();
        if (actions.size() != 1) {
            throw new IllegalArgumentException(where + " does " + actions + "; a step does one thing");
        }
        JsonNode with = step.path(actions.getFirst());
        return new Step(
                actions.getFirst(),
                with.isMissingNode() ? NullNode.getInstance() : with,
                member(step, "at").map(JsonNode::asLong),
                expected(step));
    }

    private static Expected expected(JsonNode node) {
        return new Expected(
                written(node, "answers"),
                written(node, "refuses"),
                written(node, "stores"),
                written(node, "sends"),
                written(node, "sendsAmong"));
    }

    private static Optional<JsonNode> written(JsonNode node, String name) {
        return member(node, name).map(Notation::expanded).map(Notation::written);
    }

    private static Optional<JsonNode> member(JsonNode node, String name) {
        return Optional.of(node.path(name)).filter(it -> !(it instanceof MissingNode));
    }

    private static void requireMembers(String where, JsonNode node, Set<String> known) {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(where + " has " + name + "; it may have " + known);
            }
        }
    }
}

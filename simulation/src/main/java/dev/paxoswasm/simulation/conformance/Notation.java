package dev.paxoswasm.simulation.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * How scripts write what JSON says at length: a ballot {@code 3.1} (round and proposer), a value
 * {@code a#7.1@3.1} (payload, session and sequence of its command, ballot of origin), {@code no-op@3.1}, what an
 * acceptor holds {@code 5 = a@3.1 at 4.2}, what is chosen {@code 5 = a@3.1}, a command {@code a#7.1}. {@code #7.1} may
 * be left out of a value; {@code x*101} is a payload of 101 letters. A case that carries nothing, or none, is its
 * name.
 */
final class Notation {

    private static final long SESSION = 7;
    private static final long SEQUENCE = 1;
    private static final int LONGEST_PLAIN = 20;
    private static final String NO_OP = "no-op";

    private static final String BALLOT = "([0-9]+)\\.([0-9]+)";
    private static final String ENTRY = "([^@#=]*)(?:#([0-9]+)\\.([0-9]+))?@" + BALLOT;
    private static final Pattern IS_BALLOT = Pattern.compile(BALLOT);
    private static final Pattern IS_ENTRY = Pattern.compile(ENTRY);
    private static final Pattern IS_CHOSEN = Pattern.compile("([0-9]+) = (" + ENTRY + ")");
    private static final Pattern IS_ACCEPTED = Pattern.compile("([0-9]+) = (" + ENTRY + ") at (" + BALLOT + ")");
    private static final Pattern IS_COMMAND = Pattern.compile("([^@#=]+)#([0-9]+)\\.([0-9]+)");
    private static final Pattern IS_REPEATED = Pattern.compile("(.)\\*([0-9]+)");
    private static final Pattern IS_NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern IS_PLAIN = Pattern.compile("[A-Za-z0-9_-]{1," + LONGEST_PLAIN + "}");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Notation() {}

    /** What a script says, as JSON. */
    static JsonNode expanded(JsonNode written) {
        return switch (written) {
            case ObjectNode object -> {
                ObjectNode expanded = NODES.objectNode();
                object.forEachEntry((name, value) -> expanded.set(name, expanded(value)));
                yield expanded;
            }
            case ArrayNode array -> {
                ArrayNode expanded = NODES.arrayNode();
                array.forEach(value -> expanded.add(expanded(value)));
                yield expanded;
            }
            case StringNode text -> text(text.stringValue()).orElse(written);
            // YAML takes a ballot for a number with a fraction.
            case JsonNode number
            when number.isFloatingPointNumber() ->
                text(number.decimalValue().toPlainString()).orElse(written);
            default -> written;
        };
    }

    /** With what names such as {@code $session} stand for in their places, also within a value. */
    static JsonNode named(JsonNode node, Map<String, String> names) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode named = NODES.objectNode();
                object.forEachEntry((name, value) -> named.set(name, named(value, names)));
                yield named;
            }
            case ArrayNode array -> {
                ArrayNode named = NODES.arrayNode();
                array.forEach(value -> named.add(named(value, names)));
                yield named;
            }
            case StringNode text -> {
                String named = text.stringValue();
                for (Map.Entry<String, String> name : names.entrySet()) {
                    named = named.replace(name.getKey(), name.getValue());
                }
                boolean number = !named.equals(text.stringValue())
                        && IS_NUMBER.matcher(named).matches();
                yield number ? LongNode.valueOf(number(named)) : StringNode.valueOf(named);
            }
            default -> node;
        };
    }

    private static Optional<JsonNode> text(String text) {
        Matcher accepted = IS_ACCEPTED.matcher(text);
        if (accepted.matches()) {
            ObjectNode node = slot(accepted.group(1));
            node.set("ballot", text(accepted.group(8)).orElseThrow());
            node.set("entry", text(accepted.group(2)).orElseThrow());
            return Optional.of(node);
        }
        Matcher chosen = IS_CHOSEN.matcher(text);
        if (chosen.matches()) {
            ObjectNode node = slot(chosen.group(1));
            node.set("entry", text(chosen.group(2)).orElseThrow());
            return Optional.of(node);
        }
        Matcher entry = IS_ENTRY.matcher(text);
        if (entry.matches()) {
            return Optional.of(entry(entry));
        }
        Matcher ballot = IS_BALLOT.matcher(text);
        if (ballot.matches()) {
            return Optional.of(ballot(ballot.group(1), ballot.group(2)));
        }
        Matcher command = IS_COMMAND.matcher(text);
        return command.matches()
                ? Optional.of(command(command.group(1), number(command.group(2)), number(command.group(3))))
                : Optional.empty();
    }

    private static ObjectNode slot(String slot) {
        return NODES.objectNode().put("slot", number(slot));
    }

    private static ObjectNode ballot(String round, String proposer) {
        return NODES.objectNode().put("round", number(round)).put("proposer", number(proposer));
    }

    private static ObjectNode entry(Matcher entry) {
        ObjectNode content = NODES.objectNode();
        if (entry.group(1).equals(NO_OP)) {
            content.putObject("noOp");
        } else {
            boolean named = entry.group(2) != null;
            content.set(
                    "command",
                    command(
                            entry.group(1),
                            named ? number(entry.group(2)) : SESSION,
                            named ? number(entry.group(3)) : SEQUENCE));
        }
        ObjectNode node = NODES.objectNode();
        node.set("origin", ballot(entry.group(4), entry.group(5)));
        node.set("content", content);
        return node;
    }

    private static ObjectNode command(String payload, long session, long sequence) {
        Matcher repeated = IS_REPEATED.matcher(payload);
        String text = repeated.matches() ? repeated.group(1).repeat(Integer.parseInt(repeated.group(2))) : payload;
        ObjectNode node = NODES.objectNode();
        node.putObject("id").put("session", session).put("sequence", sequence);
        return node.put("payload", Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static long number(String digits) {
        return Long.parseLong(digits);
    }

    /** JSON as a script would write it; two values are the same where this is. */
    static JsonNode written(JsonNode json) {
        return switch (json) {
            case ObjectNode object -> {
                ObjectNode written = NODES.objectNode();
                object.forEachEntry((name, value) -> {
                    if (!value.isNull()) {
                        written.set(name, written(value));
                    }
                });
                yield object.size() == 1 && written.isEmpty()
                        ? StringNode.valueOf(object.propertyNames().iterator().next())
                        : shortest(written);
            }
            case ArrayNode array -> {
                ArrayNode written = NODES.arrayNode();
                array.forEach(value -> written.add(written(value)));
                yield written;
            }
            case JsonNode number when number.isIntegralNumber() -> LongNode.valueOf(number.longValue());
            default -> json;
        };
    }

    /** @param object whose members are as short as they can be already */
    private static JsonNode shortest(ObjectNode object) {
        Set<String> names = Set.copyOf(object.propertyNames());
        if (names.equals(Set.of("round", "proposer"))) {
            return join(object, "%s.%s", "round", "proposer");
        }
        if (names.equals(Set.of("id", "payload")) && object.path("id").isObject()) {
            JsonNode id = object.path("id");
            return StringNode.valueOf(
                    payload(object.path("payload").asString()) + "#" + id.path("session") + "." + id.path("sequence"));
        }
        if (names.equals(Set.of("origin", "content"))) {
            String command = object.path("content").path("command").asString(NO_OP);
            String usual = "#" + SESSION + "." + SEQUENCE;
            String value = command.endsWith(usual) ? command.substring(0, command.length() - usual.length()) : command;
            return StringNode.valueOf(value + "@" + object.path("origin").asString());
        }
        if (names.equals(Set.of("slot", "ballot", "entry"))) {
            return join(object, "%s = %s at %s", "slot", "entry", "ballot");
        }
        if (names.equals(Set.of("slot", "entry"))) {
            return join(object, "%s = %s", "slot", "entry");
        }
        // A case that carries nothing.
        if (names.size() == 1 && object.iterator().next() instanceof ObjectNode nothing && nothing.isEmpty()) {
            return StringNode.valueOf(names.iterator().next());
        }
        return object;
    }

    private static JsonNode join(ObjectNode object, String format, String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(object.path(name).asString());
        }
        return StringNode.valueOf(String.format(format, values.toArray()));
    }

    private static String payload(String base64) {
        String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        if (IS_PLAIN.matcher(text).matches()) {
            return text;
        }
        return text.chars().distinct().count() == 1 && text.length() > LONGEST_PLAIN
                ? text.charAt(0) + "*" + text.length()
                : "base64:" + base64;
    }

    /** In one line, as YAML would write it. */
    static String line(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                List<String> members = new ArrayList<>();
                object.forEachEntry((name, value) -> members.add(name + ": " + line(value)));
                yield "{" + String.join(", ", members) + "}";
            }
            case ArrayNode array -> {
                List<String> elements = new ArrayList<>();
                array.forEach(value -> elements.add(line(value)));
                yield "[" + String.join(", ", elements) + "]";
            }
            case StringNode text -> text.stringValue();
            default -> JsonMapper.shared().writeValueAsString(node);
        };
    }
}

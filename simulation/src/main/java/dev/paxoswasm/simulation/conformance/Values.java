package dev.paxoswasm.simulation.conformance;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Messages of the contract as JSON, in the notation of scripts, and back. */
final class Values {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Values() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ArrayNode array() {
        return JSON.createArrayNode();
    }

    static JsonNode number(long number) {
        return LongNode.valueOf(number);
    }

    static JsonNode text(String text) {
        return StringNode.valueOf(text);
    }

    /** As a script would write it. */
    static JsonNode json(Object value) {
        return Notation.written(JSON.readTree(JSON.writeValueAsString(value)));
    }

    /**
     * What a script says.
     *
     * @throws tools.jackson.core.JacksonException if it is no value of that type
     */
    static Object read(JsonNode written, Type type) {
        return JSON.readValue(JSON.treeAsTokens(Notation.expanded(written)), JSON.constructType(type));
    }

    static <T> Optional<T> optional(JsonNode object, String name, Class<T> type) {
        return object.hasNonNull(name) ? Optional.of(type.cast(read(object.path(name), type))) : Optional.empty();
    }

    static <T> List<T> list(JsonNode object, String name, Class<T> type) {
        List<T> values = new ArrayList<>();
        object.path(name).forEach(value -> values.add(type.cast(read(value, type))));
        return values;
    }
}

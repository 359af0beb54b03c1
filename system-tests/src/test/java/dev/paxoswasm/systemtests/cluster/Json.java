package dev.paxoswasm.systemtests.cluster;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reading and writing JSON in tests. */
public final class Json {
    static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** A JSON object with one text member. */
    public static String object(String name, String value) {
        return MAPPER.createObjectNode().put(name, value).toString();
    }
}

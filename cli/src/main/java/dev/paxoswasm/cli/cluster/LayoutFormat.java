package dev.paxoswasm.cli.cluster;

import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@link Layout} as JSON: of each role the port of its first node, and how many there are. */
final class LayoutFormat {
    private static final JsonMapper JSON = JsonMapper.shared();

    private LayoutFormat() {}

    static String write(Layout layout) {
        ObjectNode root = JSON.createObjectNode();
        for (Role role : Role.values()) {
            root.putObject(role.word())
                    .put("port", layout.of(role).getFirst().port())
                    .put("nodes", layout.of(role).size());
        }
        return root.toPrettyString() + "\n";
    }

    /** @throws IllegalArgumentException if the text is not what {@link #write} wrote */
    static Layout read(String text) {
        Map<Role, Integer> ports = new EnumMap<>(Role.class);
        Map<Role, Integer> counts = new EnumMap<>(Role.class);
        try {
            JsonNode root = JSON.readTree(text);
            for (Role role : Role.values()) {
                JsonNode nodes = root.required(role.word());
                ports.put(role, nodes.required("port").asInt());
                counts.put(role, atLeastOne(role, nodes.required("nodes").asInt()));
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
        return Layout.of(Layout.DEFAULT_PORT_BASE, ports, counts);
    }

    private static int atLeastOne(Role role, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("there is no " + role.word());
        }
        return count;
    }
}

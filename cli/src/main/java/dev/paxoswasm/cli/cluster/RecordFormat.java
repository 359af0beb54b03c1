package dev.paxoswasm.cli.cluster;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@link ClusterRecord} as JSON. */
final class RecordFormat {
    private static final JsonMapper JSON = JsonMapper.shared();

    private RecordFormat() {}

    static String write(ClusterRecord record) {
        ObjectNode root = JSON.createObjectNode();
        root.put("mode", record.mode().name());
        for (NodeRecord noted : record.nodes()) {
            ObjectNode node = root.withArray("nodes")
                    .addObject()
                    .put("role", noted.node().role().word())
                    .put("id", noted.node().id())
                    .put("port", noted.node().port())
                    .put("pid", noted.process().pid())
                    .put("mark", noted.process().mark())
                    .put("started", noted.process().started().toString())
                    .put("log", noted.log().toString());
            noted.failure().ifPresent(why -> node.put("failure", why));
        }
        return root.toPrettyString() + "\n";
    }

    static ClusterRecord read(String text) throws Unreadable {
        try {
            JsonNode root = JSON.readTree(text);
            List<NodeRecord> nodes = new ArrayList<>();
            for (JsonNode node : root.required("nodes")) {
                nodes.add(new NodeRecord(
                        new Node(
                                role(node.required("role").asString()),
                                node.required("id").asInt(),
                                node.required("port").asInt()),
                        new NodeProcess(
                                node.required("pid").asLong(),
                                node.required("mark").asString(),
                                Instant.parse(node.required("started").asString())),
                        Path.of(node.required("log").asString()),
                        node.optional("failure").map(JsonNode::asString)));
            }
            return new ClusterRecord(Mode.valueOf(root.required("mode").asString()), nodes);
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
            throw new Unreadable(e);
        }
    }

    private static Role role(String word) {
        return Role.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }

    /** The text is not what {@link #write} wrote. */
    static final class Unreadable extends Exception {
        Unreadable(Exception cause) {
            super(String.valueOf(cause.getMessage()).lines().findFirst().orElse(""), cause);
        }
    }
}

package dev.paxoswasm.cli.cluster;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@link ComponentSelection} as JSON: by the name of a role or a node, its file and digest, or null. */
final class ComponentSelectionFormat {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ComponentSelectionFormat() {}

    static String write(ComponentSelection selection) {
        ObjectNode root = JSON.createObjectNode();
        new TreeMap<>(selection.named()).forEach((name, component) -> {
            if (component.isEmpty()) {
                root.putNull(name);
            } else {
                root.putObject(name)
                        .put("file", component.get().file().toString())
                        .put("digest", component.get().digest());
            }
        });
        return root.toPrettyString() + "\n";
    }

    /** @throws IllegalArgumentException if the text is not what {@link #write} wrote */
    static ComponentSelection read(String text) {
        Map<String, Optional<ComponentFile>> named = new TreeMap<>();
        try {
            JsonNode root = JSON.readTree(text);
            if (!root.isObject()) {
                throw new IllegalArgumentException("it is no object");
            }
            root.forEachEntry((name, component) -> named.put(name, component(component)));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
        return new ComponentSelection(named);
    }

    private static Optional<ComponentFile> component(JsonNode component) {
        if (component.isNull()) {
            return Optional.empty();
        }
        return Optional.of(new ComponentFile(
                Path.of(component.required("file").asString()),
                component.required("digest").asString()));
    }
}

package dev.paxoswasm.systemtests.deployment;

import dev.paxoswasm.role.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Compose file, its anchors resolved. */
final class ComposeFile {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

    /** A service of the file that is a node of the cluster. */
    record Node(Role role, long id, Map<String, Object> service) {
        String name() {
            return role.label() + "-" + id;
        }

        /** Where nothing is said of the variables in it. */
        Map<String, Object> environment() {
            Map<String, Object> environment = new TreeMap<>(YamlFile.object(service.get("environment")));
            environment.replaceAll((key, value) ->
                    value instanceof String text ? VARIABLE.matcher(text).replaceAll("$1") : value);
            return environment;
        }

        List<?> list(String key) {
            return (List<?>) service.getOrDefault(key, List.of());
        }

        @Override
        public String toString() {
            return name();
        }
    }

    private final Map<String, Object> file =
            YamlFile.documents(ProjectFile.at("docker-compose.yml")).getFirst();

    List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        YamlFile.object(file.get("services")).forEach((name, service) -> {
            int dash = name.lastIndexOf('-');
            nodes.add(new Node(
                    Role.valueOf(name.substring(0, dash).toUpperCase(Locale.ROOT)),
                    Long.parseLong(name.substring(dash + 1)),
                    YamlFile.object(service)));
        });
        return nodes;
    }

    List<String> volumes() {
        return List.copyOf(YamlFile.object(file.get("volumes")).keySet());
    }

    /** Each image once, by the service that builds it. */
    List<String> builtImages() {
        return nodes().stream()
                .filter(node -> node.service().containsKey("build"))
                .map(node -> (String) node.service().get("image"))
                .collect(Collectors.toList());
    }
}

package dev.paxoswasm.standalone;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.ConfigurationKeys;
import dev.paxoswasm.role.ConfigurationValues;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * What this JVM is to run: every node that {@code paxos.cluster} lists, or those of them that {@code --nodes} names, as
 * in {@code --nodes=acceptor-3,learner-2}. {@code --component=NODE=DIGEST=FILE} gives a node another component than the
 * built-in one.
 *
 * @param nodes in the order in which they are started: those first that others need
 * @param commonArguments what the command line says to all nodes
 * @param dataDirectory where each node gets a folder
 */
record ClusterPlan(List<NodePlan> nodes, List<String> commonArguments, Path dataDirectory) {
    private static final List<Role> ORDER =
            List.of(Role.ACCEPTOR, Role.LEARNER, Role.PROPOSER, Role.CLIENT, Role.COORDINATOR);
    private static final List<String> ONE_NODES_OWN =
            List.of("paxos.node-id", "server.port", "paxos.component.location", "paxos.component.digest");
    private static final String DATA_DIRECTORY = "--paxos.data-directory=";
    private static final String NODES = "--nodes=";
    private static final String COMPONENT = "--component=";

    /** @throws ConfigurationException if the configuration contradicts itself */
    static ClusterPlan of(String[] arguments) {
        for (String key : ONE_NODES_OWN) {
            if (Arrays.stream(arguments).anyMatch(argument -> argument.startsWith("--" + key + "="))) {
                throw new ConfigurationException(
                        key,
                        "is one node's own, and this starts all of them",
                        "start that node as a service of its own");
            }
        }
        PaxosProperties properties = properties(arguments);
        Cluster cluster = Cluster.of(Role.ACCEPTOR, properties);
        Map<String, List<String>> components = components(arguments);
        List<NodePlan> nodes = new ArrayList<>();
        for (Role role : ORDER) {
            cluster.addresses(role).forEach((id, url) -> {
                List<String> component = components.remove(NodePlan.name(role, id));
                nodes.add(new NodePlan(role, id, url, component == null ? List.of() : component));
            });
        }
        if (!components.isEmpty()) {
            throw unknown("component", components.keySet().iterator().next(), nodes);
        }
        List<String> common = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith(DATA_DIRECTORY)
                        && !argument.startsWith(NODES)
                        && !argument.startsWith(COMPONENT))
                .toList();
        return new ClusterPlan(
                named(nodes, arguments),
                common,
                Path.of(Objects.requireNonNullElse(properties.dataDirectory(), "data")));
    }

    /** What configures the component of each node that is given one, by the node's name. */
    private static Map<String, List<String>> components(String[] arguments) {
        Map<String, List<String>> components = new LinkedHashMap<>();
        for (String argument : arguments) {
            if (argument.startsWith(COMPONENT)) {
                String[] parts = argument.substring(COMPONENT.length()).split("=", 3);
                if (parts.length != 3) {
                    throw new ConfigurationException(
                            "component",
                            "'" + argument.substring(COMPONENT.length()) + "' names no component",
                            "write NODE=DIGEST=FILE");
                }
                components.put(
                        parts[0],
                        List.of("--paxos.component.digest=" + parts[1], "--paxos.component.location=" + parts[2]));
            }
        }
        return components;
    }

    private static ConfigurationException unknown(String key, String name, List<NodePlan> nodes) {
        return new ConfigurationException(
                key,
                "there is no " + name,
                "there are "
                        + String.join(", ", nodes.stream().map(NodePlan::name).toList()));
    }

    private static List<NodePlan> named(List<NodePlan> nodes, String[] arguments) {
        List<String> names = Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(NODES))
                .flatMap(argument ->
                        Arrays.stream(argument.substring(NODES.length()).split(",")))
                .toList();
        List<String> known = nodes.stream().map(NodePlan::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw unknown("nodes", name, nodes);
            }
        }
        return names.isEmpty()
                ? nodes
                : nodes.stream().filter(node -> names.contains(node.name())).toList();
    }

    private static PaxosProperties properties(String[] arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        try {
            new YamlPropertySourceLoader()
                    .load("defaults", new ClassPathResource("paxos-role.yml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ConfigurationKeys.check(environment);
        PaxosProperties properties = Binder.get(environment).bindOrCreate("paxos", PaxosProperties.class);
        ConfigurationValues.check(properties);
        return properties;
    }
}

package dev.paxoswasm.standalone;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.PaxosProperties;
import dev.paxoswasm.role.Role;
import dev.paxoswasm.role.cluster.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/**
 * What this JVM is to run: every node that {@code paxos.cluster} lists.
 *
 * @param nodes in the order in which they are started: those first that others need
 * @param commonArguments what the command line says to all nodes
 * @param dataDirectory where each node gets a folder
 */
record ClusterPlan(List<NodePlan> nodes, List<String> commonArguments, Path dataDirectory) {
    private static final List<Role> ORDER =
            List.of(Role.ACCEPTOR, Role.LEARNER, Role.PROPOSER, Role.CLIENT, Role.COORDINATOR);
    private static final List<String> ONE_NODES_OWN =
            List.of("paxos.node-id", "server.port", "paxos.component.location");
    private static final String DATA_DIRECTORY = "--paxos.data-directory=";

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
        List<NodePlan> nodes = new ArrayList<>();
        for (Role role : ORDER) {
            cluster.addresses(role).forEach((id, url) -> nodes.add(new NodePlan(role, id, url)));
        }
        List<String> common = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith(DATA_DIRECTORY))
                .toList();
        return new ClusterPlan(nodes, common, Path.of(Objects.requireNonNullElse(properties.dataDirectory(), "data")));
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
        return Binder.get(environment).bindOrCreate("paxos", PaxosProperties.class);
    }
}

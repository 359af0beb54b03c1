package dev.paxoswasm.cli.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes of a cluster and their ports. */
public record Layout(List<Node> nodes) {
    public static final int DEFAULT_PORT_BASE = 8000;

    public Layout {
        nodes = List.copyOf(nodes);
    }

    /** One client, one coordinator, two proposers, three acceptors, two learners. */
    public static Layout of(int portBase, Map<Role, Integer> firstPorts) {
        return of(portBase, firstPorts, Map.of());
    }

    /**
     * A cluster of any size.
     *
     * @param firstPorts the port of the first node of a role, where it is not the usual distance from {@code portBase}
     * @param counts     how many nodes of a role, where it is not the usual number
     * @throws IllegalArgumentException if two nodes would have one port, or a port is not one
     */
    public static Layout of(int portBase, Map<Role, Integer> firstPorts, Map<Role, Integer> counts) {
        List<Node> nodes = new ArrayList<>();
        Map<Integer, Node> byPort = new HashMap<>();
        for (Role role : Role.values()) {
            int first = firstPorts.getOrDefault(role, portBase + role.portOffset());
            for (int id = 1; id <= counts.getOrDefault(role, role.nodes()); id++) {
                Node node = new Node(role, id, first + id - 1);
                if (node.port() < 1 || node.port() > 65_535) {
                    throw new IllegalArgumentException(node.name() + " would have port " + node.port()
                            + ", which is not from 1 to 65535; change it with --port-base or " + role.portOption());
                }
                Node other = byPort.put(node.port(), node);
                if (other != null) {
                    throw new IllegalArgumentException(other.name() + " and " + node.name() + " would both have port "
                            + node.port() + "; give one of them another with "
                            + other.role().portOption() + " or " + role.portOption());
                }
                nodes.add(node);
            }
        }
        return new Layout(nodes);
    }

    public List<Node> of(Role role) {
        return nodes.stream().filter(node -> node.role() == role).toList();
    }

    /** Whether there is a node at least of each. */
    boolean hasEveryRole() {
        return Stream.of(Role.values()).noneMatch(role -> of(role).isEmpty());
    }

    public Optional<Node> named(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** The configuration that all nodes share: who is where. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (Role role : Role.values()) {
            String members =
                    of(role).stream().map(node -> node.id() + "=" + node.url()).collect(Collectors.joining(","));
            arguments.add("--paxos.cluster." + role.word() + "s=" + members);
        }
        return arguments;
    }
}

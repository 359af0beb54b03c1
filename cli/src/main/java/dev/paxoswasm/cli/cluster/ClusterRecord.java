package dev.paxoswasm.cli.cluster;

import java.util.List;
import java.util.Optional;

/** What is noted about a cluster that was started: enough to find, show and stop it from another shell. */
public record ClusterRecord(Mode mode, List<NodeRecord> nodes) {
    public ClusterRecord {
        nodes = List.copyOf(nodes);
    }

    public List<NodeRecord> living() {
        return nodes.stream().filter(NodeRecord::lives).toList();
    }

    /** The names of the nodes that share a process. */
    List<String> nodesOf(NodeProcess process) {
        return nodes.stream()
                .filter(noted -> noted.process().equals(process))
                .map(noted -> noted.node().name())
                .toList();
    }

    public Layout layout() {
        return new Layout(nodes.stream().map(NodeRecord::node).toList());
    }

    public Optional<NodeRecord> find(Node node) {
        return nodes.stream().filter(noted -> noted.node().equals(node)).findFirst();
    }
}

package dev.paxoswasm.cli;

import dev.paxoswasm.cli.api.Health;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.NodeRecord;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Gatherers;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The nodes of a cluster, their addresses, processes and health. */
final class NodeTable {
    private static final int AT_ONCE = 16;

    private NodeTable() {}

    private record Row(Node node, Optional<Long> pid, String health) {}

    static void print(List<NodeRecord> nodes, PrintStream out) {
        out.println(Terminal.strong(String.format("  %-16s%-26s%-10s%s", "NODE", "ADDRESS", "PID", "HEALTH")));
        for (Row row : rows(nodes)) {
            String pid = row.pid().map(String::valueOf).orElse("-");
            String health = row.health().equals(Health.UP) ? Terminal.good(row.health()) : Terminal.bad(row.health());
            out.printf("  %-16s%-26s%-10s%s%n", row.node().name(), row.node().url(), pid, health);
        }
    }

    static String json(List<NodeRecord> nodes) {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        for (Row row : rows(nodes)) {
            array.addObject()
                    .put("role", row.node().role().word())
                    .put("id", row.node().id())
                    .put("url", row.node().url())
                    .put("pid", row.pid().orElse(null))
                    .put("health", row.health());
        }
        return array.toPrettyString();
    }

    private static List<Row> rows(List<NodeRecord> nodes) {
        return nodes.stream()
                .gather(Gatherers.mapConcurrent(AT_ONCE, node -> {
                    Optional<Long> pid = node.livingPid();
                    String health = pid.isPresent() ? Health.of(node.node().url()) : Health.DEAD;
                    return new Row(node.node(), pid, health);
                }))
                .toList();
    }
}

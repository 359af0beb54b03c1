package dev.paxoswasm.cli;

import dev.paxoswasm.cli.api.Health;
import dev.paxoswasm.cli.api.NodeComponent;
import dev.paxoswasm.cli.api.NodeStatus;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.NodeRecord;
import dev.paxoswasm.cli.cluster.Role;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The nodes of a cluster: their addresses, processes and health, who leads, and how far each of them is. */
final class NodeTable {
    private static final int AT_ONCE = 32;

    private final List<Row> rows;
    private final OptionalLong chosenThrough;

    private NodeTable(List<Row> rows) {
        this.rows = rows;
        chosenThrough = rows.stream()
                .flatMap(row -> row.number("chosenThrough").stream())
                .mapToLong(Long::longValue)
                .max();
    }

    /** Asks all nodes. */
    static NodeTable of(List<NodeRecord> nodes) {
        return new NodeTable(nodes.stream()
                .gather(Gatherers.mapConcurrent(AT_ONCE, NodeTable::ask))
                .toList());
    }

    private static Row ask(NodeRecord noted) {
        Node node = noted.node();
        Optional<Long> pid = noted.livingPid();
        if (pid.isEmpty()) {
            Health.Answer health =
                    noted.failure().map(Health.Answer::notStarted).orElse(Health.Answer.dead());
            return new Row(node, pid, health, Optional.empty(), Optional.empty());
        }
        Health.Answer health = Health.answer(node.url());
        boolean answers = !health.status().equals(Health.UNREACHABLE) && node.role() != Role.COORDINATOR;
        return new Row(
                node,
                pid,
                health,
                answers ? NodeStatus.of(node.url(), node.role().word(), node.id()) : Optional.empty(),
                health.status().equals(Health.UNREACHABLE) ? Optional.empty() : NodeComponent.of(node.url()));
    }

    /**
     * @param status what the node says that it is at
     * @param component what the node says that it runs
     */
    private record Row(
            Node node,
            Optional<Long> pid,
            Health.Answer health,
            Optional<JsonNode> status,
            Optional<NodeComponent> component) {
        Optional<Long> number(String member) {
            return status.map(said -> said.path(member))
                    .filter(JsonNode::isNumber)
                    .map(JsonNode::asLong);
        }

        /** Of a proposer its own, of an acceptor the one it promised. */
        Optional<JsonNode> ballot() {
            return status.map(said -> said.path(node.role() == Role.ACCEPTOR ? "promised" : "ballot"))
                    .filter(JsonNode::isObject);
        }

        boolean leads() {
            return status.filter(said -> said.path("leadership").asString("").equals("leader"))
                    .isPresent();
        }

        /** How far it is: the last slot that it knows all up to, or, an acceptor, the highest that it accepted in. */
        Optional<Long> through() {
            return switch (node.role()) {
                case PROPOSER, LEARNER -> number("chosenThrough");
                case ACCEPTOR -> number("highestSlot");
                case CLIENT, COORDINATOR -> Optional.empty();
            };
        }
    }

    /** Whether every node is up. */
    boolean isUp() {
        return rows.stream().allMatch(row -> row.health().isUp());
    }

    void print(PrintStream out) {
        out.println(Terminal.strong(String.format("  %-16s%-26s%-10s%-13s%s", "NODE", "ADDRESS", "PID", "HEALTH", "AT"))
                .stripTrailing());
        for (Row row : rows) {
            String pid = row.pid().map(String::valueOf).orElse("-");
            String health = String.format("%-13s", row.health().status());
            String line = String.format(
                            "  %-16s%-26s%-10s", row.node().name(), row.node().url(), pid)
                    + (row.health().isUp() ? Terminal.good(health) : Terminal.bad(health))
                    + at(row);
            out.println(line.stripTrailing());
        }
        for (Row row : rows) {
            row.health()
                    .reason()
                    .ifPresent(why -> out.println("  "
                            + Terminal.bad(
                                    row.node().name() + " is " + row.health().status()) + ": " + why));
        }
        otherComponents()
                .forEach((component, names) -> out.println("  " + String.join(", ", names)
                        + (names.size() == 1 ? " runs " : " run ") + component.name() + ", " + component.digest()
                        + ", in place of the built-in component"));
        out.println("  " + leader());
    }

    private Map<NodeComponent, List<String>> otherComponents() {
        Map<NodeComponent, List<String>> names = new LinkedHashMap<>();
        for (Row row : rows) {
            row.component()
                    .filter(component -> !component.builtIn())
                    .ifPresent(component -> names.computeIfAbsent(component, _ -> new ArrayList<>())
                            .add(row.node().name()));
        }
        return names;
    }

    private String leader() {
        String chosen = chosenThrough.isPresent() ? ", chosen through slot " + chosenThrough.getAsLong() : "";
        return rows.stream()
                .filter(Row::leads)
                .findFirst()
                .map(row -> row.node().name() + " leads at ballot " + inWords(row.ballot()) + chosen)
                .orElse("No proposer leads" + chosen);
    }

    private String at(Row row) {
        return switch (row.node().role()) {
            case PROPOSER -> row.status().isEmpty() ? "" : leadership(row) + through(row, "chosen through ");
            case ACCEPTOR ->
                row.status().isEmpty() ? "" : "promised " + inWords(row.ballot()) + through(row, "accepted through ");
            case LEARNER ->
                row.status().isEmpty() ? "" : through(row, "learned through ").substring(2);
            case CLIENT, COORDINATOR -> "";
        };
    }

    private static String leadership(Row row) {
        String word = row.status().orElseThrow().path("leadership").asString("?");
        return word
                + row.ballot().map(ballot -> " " + inWords(Optional.of(ballot))).orElse("");
    }

    private String through(Row row, String verb) {
        String lag = lag(row).filter(behind -> behind > 0)
                .map(behind -> ", " + behind + " behind")
                .orElse("");
        return ", " + verb + row.through().map(String::valueOf).orElse("?") + lag;
    }

    private Optional<Long> lag(Row row) {
        return chosenThrough.isEmpty()
                ? Optional.empty()
                : row.through().map(through -> Math.max(0, chosenThrough.getAsLong() - through));
    }

    private static String inWords(Optional<JsonNode> ballot) {
        return ballot.map(known -> known.path("round").asString("?") + "."
                        + known.path("proposer").asString("?"))
                .orElse("none");
    }

    String json() {
        ArrayNode array = JsonMapper.shared().createArrayNode();
        for (Row row : rows) {
            ObjectNode node = array.addObject()
                    .put("role", row.node().role().word())
                    .put("id", row.node().id())
                    .put("url", row.node().url())
                    .put("pid", row.pid().orElse(null))
                    .put("health", row.health().status())
                    .put("reason", row.health().reason().orElse(null));
            row.component()
                    .ifPresentOrElse(
                            component -> node.putObject("component")
                                    .put("name", component.name())
                                    .put("digest", component.digest())
                                    .put("builtIn", component.builtIn()),
                            () -> node.putNull("component"));
            if (row.node().role() == Role.PROPOSER) {
                node.put("leads", row.leads());
            }
            if (Stream.of(Role.PROPOSER, Role.ACCEPTOR)
                    .anyMatch(role -> role == row.node().role())) {
                node.set("ballot", row.ballot().orElse(null));
            }
            switch (row.node().role()) {
                case PROPOSER, LEARNER ->
                    node.put("chosenThrough", row.through().orElse(null));
                case ACCEPTOR -> node.put("acceptedThrough", row.through().orElse(null));
                case CLIENT, COORDINATOR -> {
                    continue;
                }
            }
            node.put("lag", lag(row).orElse(null));
        }
        return array.toPrettyString();
    }
}

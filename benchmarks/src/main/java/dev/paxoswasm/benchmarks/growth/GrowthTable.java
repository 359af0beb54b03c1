package dev.paxoswasm.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was measured of one kind of growth: a row a size. */
final class GrowthTable {
    /**
     * @param key     for programs, as in {@code writesPerSecond}
     * @param heading for people, as in {@code writes/s}
     */
    record Column(String key, String heading) {}

    private final Growth growth;
    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    GrowthTable(Growth growth, List<Column> columns) {
        this.growth = growth;
        this.columns = List.copyOf(columns);
    }

    Growth growth() {
        return growth;
    }

    void add(List<Cell> row) {
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "a row of " + growth + " has " + row.size() + " cells, and the table " + columns.size());
        }
        rows.add(List.copyOf(row));
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(line(columns.stream().map(Column::heading).toList()));
        text.append(line(columns.stream().map(_ -> "---:").toList()));
        rows.forEach(row -> text.append(line(row.stream().map(Cell::text).toList())));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    static String json(List<GrowthTable> tables) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        for (GrowthTable table : tables) {
            ArrayNode array = root.putArray(table.growth.toString());
            for (List<Cell> row : table.rows) {
                ObjectNode object = array.addObject();
                for (int i = 0; i < row.size(); i++) {
                    object.put(table.columns.get(i).key(), row.get(i).figure());
                }
            }
        }
        return root.toPrettyString() + "\n";
    }
}

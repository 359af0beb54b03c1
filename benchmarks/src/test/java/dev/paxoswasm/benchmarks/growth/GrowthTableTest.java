package dev.paxoswasm.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paxoswasm.benchmarks.growth.GrowthTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GrowthTableTest {
    private final GrowthTable table = new GrowthTable(
            Growth.VALUE_SIZE, List.of(new Column("valueBytes", "value"), new Column("p50Millis", "p50 ms")));

    @Test
    void a_table_is_markdown_with_a_row_a_size() {
        table.add(List.of(Cell.bytes(64), Cell.fraction(1.234)));
        table.add(List.of(Cell.bytes(16 << 10), Cell.fraction(1_234.5)));

        assertThat(table.markdown()).isEqualTo("""
                        | value | p50 ms |
                        | ---: | ---: |
                        | 64 B | 1.23 |
                        | 16 KiB | 1,234.50 |
                        """);
    }

    @Test
    void json_has_the_exact_figures_under_the_names_of_the_tables() {
        table.add(List.of(Cell.bytes(1 << 20), Cell.fraction(1.234)));

        assertThat(JsonMapper.shared().readTree(GrowthTable.json(List.of(table))))
                .isEqualTo(JsonMapper.shared().readTree("""
                                        {"value-size": [{"valueBytes": 1048576.0, "p50Millis": 1.234}]}
                                        """));
    }

    @Test
    void a_row_has_a_cell_a_column() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.add(List.of(Cell.bytes(64))))
                .withMessage("a row of value-size has 1 cells, and the table 2");
    }

    @Test
    void bytes_are_told_in_the_largest_unit_that_keeps_them_exact() {
        assertThat(List.of(Cell.bytes(1_000), Cell.bytes(1_024), Cell.bytes(1_025 << 10), Cell.bytes(3 << 20)))
                .extracting(Cell::text)
                .containsExactly("1000 B", "1 KiB", "1025 KiB", "3 MiB");
    }
}

package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.benchmarks.growth.GrowthTable.Column;
import java.util.ArrayList;
import java.util.List;

/** How fast writes go on. */
final class WriteProbe implements LogProbe {
    private final Load load;
    private final GrowthTable table;

    WriteProbe(Load load) {
        this.load = load;
        List<Column> columns = new ArrayList<>(List.of(new Column("slots", "slots")));
        columns.addAll(Load.COLUMNS);
        table = new GrowthTable(Growth.LOG_LENGTH, columns);
    }

    /** A cluster whose compilers have seen the load has about as long a log. */
    @Override
    public long shortest() {
        return 100_000;
    }

    @Override
    public void look(OneLog log) {
        load.settle(log.inOneProcess(), log.length());
        List<Cell> row = new ArrayList<>(List.of(Cell.whole(log.length().length())));
        row.addAll(Load.cells(load.measure(log.inOneProcess(), Load.CLIENTS, Load.VALUE_BYTES, log.length())));
        table.add(row);
    }

    @Override
    public GrowthTable table() {
        return table;
    }
}

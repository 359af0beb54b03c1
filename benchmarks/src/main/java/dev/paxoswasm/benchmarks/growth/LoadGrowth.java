package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.benchmarks.cluster.Workspace;
import dev.paxoswasm.benchmarks.growth.GrowthTable.Column;
import dev.paxoswasm.cli.bench.Acknowledgements;
import dev.paxoswasm.cli.bench.BenchReport;
import dev.paxoswasm.cli.cluster.Mode;
import dev.paxoswasm.cli.cluster.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Growth with the load, or with the size of the cluster. Each cluster is fresh, in one JVM. */
record LoadGrowth(Load load, Sizes sizes) {
    /** So that requests of the largest values under way together stay within the bounds of a node. */
    private static final int CLIENTS_OF_LARGE_VALUES = 16;

    GrowthTable valueSizes() {
        GrowthTable table = table(
                Growth.VALUE_SIZE,
                new Column("valueBytes", "value"),
                List.of(new Column("mebibytesPerSecond", "MiB/s")));
        on(Map.of(), cluster -> {
            for (int bytes : sizes.valueBytes()) {
                BenchReport report = measure(cluster, CLIENTS_OF_LARGE_VALUES, bytes);
                double mebibytes = report.valuesPerSecond() * bytes / (1 << 20);
                table.add(row(Cell.bytes(bytes), report, List.of(Cell.fraction(mebibytes))));
            }
        });
        return table;
    }

    GrowthTable clients() {
        GrowthTable table = table(Growth.CLIENTS, new Column("clients", "clients"), List.of());
        on(Map.of(), cluster -> {
            for (int clients : sizes.clients()) {
                table.add(row(Cell.whole(clients), measure(cluster, clients, Load.VALUE_BYTES), List.of()));
            }
        });
        return table;
    }

    GrowthTable acceptors() {
        return nodes(Growth.ACCEPTORS, Role.ACCEPTOR, sizes.acceptors());
    }

    GrowthTable learners() {
        return nodes(Growth.LEARNERS, Role.LEARNER, sizes.learners());
    }

    private GrowthTable nodes(Growth growth, Role role, List<Integer> counts) {
        GrowthTable table = table(growth, new Column(growth.toString(), growth.toString()), List.of());
        for (int count : counts) {
            load.progress().println("  " + count + " " + growth);
            on(
                    Map.of(role, count),
                    cluster -> table.add(
                            row(Cell.whole(count), measure(cluster, Load.CLIENTS, Load.VALUE_BYTES), List.of())));
        }
        return table;
    }

    private static GrowthTable table(Growth growth, Column size, List<Column> more) {
        List<Column> columns = new ArrayList<>(List.of(size));
        columns.addAll(Load.COLUMNS);
        columns.addAll(more);
        return new GrowthTable(growth, columns);
    }

    private static List<Cell> row(Cell size, BenchReport report, List<Cell> more) {
        List<Cell> row = new ArrayList<>(List.of(size));
        row.addAll(Load.cells(report));
        row.addAll(more);
        return row;
    }

    private BenchReport measure(PaxosCluster cluster, int clients, int valueBytes) {
        return load.measure(cluster, clients, valueBytes, Acknowledgements.unheard());
    }

    private void on(Map<Role, Integer> counts, Consumer<PaxosCluster> measurement) {
        try (Workspace workspace = Workspace.open()) {
            PaxosCluster cluster = new PaxosCluster(workspace.folder("paxos"), Mode.ONE_PROCESS, counts, List.of());
            workspace.atEnd(cluster::close);
            cluster.start();
            load.settle(cluster, Acknowledgements.unheard());
            measurement.accept(cluster);
        }
    }
}

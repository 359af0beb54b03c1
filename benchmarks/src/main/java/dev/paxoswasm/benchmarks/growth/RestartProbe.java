package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.benchmarks.growth.GrowthTable.Column;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.Role;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long what was killed takes to be back: {@code ./paxos up} as a whole, and a node of each role among the others.
 */
final class RestartProbe implements LogProbe {
    private final PrintStream progress;
    private final GrowthTable table;

    RestartProbe(PrintStream progress) {
        this.progress = progress;
        List<Column> columns =
                new ArrayList<>(List.of(new Column("slots", "slots"), new Column("upSeconds", "`./paxos up`")));
        for (Role role : Role.values()) {
            columns.add(new Column(role.word() + "Seconds", role == Role.PROPOSER ? "leader" : role.word()));
        }
        table = new GrowthTable(Growth.RESTART, columns);
    }

    @Override
    public long shortest() {
        return 0;
    }

    @Override
    public void look(OneLog log) {
        List<Cell> row = new ArrayList<>(List.of(Cell.whole(log.length().length())));
        PaxosCluster whole = log.inOneProcess();
        row.add(restart(whole, whole.layout().nodes().getFirst(), "./paxos up"));
        PaxosCluster apart = log.inProcesses();
        for (Role role : Role.values()) {
            Node node = Nodes.busiest(apart, role);
            row.add(restart(apart, node, node.name()));
        }
        table.add(row);
    }

    private Cell restart(PaxosCluster cluster, Node node, String name) {
        cluster.kill(node);
        long started = System.nanoTime();
        cluster.start();
        double seconds = (System.nanoTime() - started) / 1e9;
        progress.printf(Locale.ROOT, "  %s is back after %.2f s%n", name, seconds);
        return Cell.fraction(seconds);
    }

    @Override
    public GrowthTable table() {
        return table;
    }
}

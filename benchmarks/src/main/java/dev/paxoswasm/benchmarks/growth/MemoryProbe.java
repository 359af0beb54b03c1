package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.benchmarks.growth.GrowthTable.Column;
import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.Role;
import java.util.ArrayList;
import java.util.List;

/** What memory is in use after load: of the one JVM of {@code ./paxos up}, and of a service of each role. */
final class MemoryProbe implements LogProbe {
    private final Load load;
    private final GrowthTable table;

    MemoryProbe(Load load) {
        this.load = load;
        List<Column> columns = new ArrayList<>(List.of(new Column("slots", "slots")));
        columns.addAll(pair("up", "`./paxos up`"));
        for (Role role : Role.values()) {
            columns.addAll(pair(role.word(), role == Role.PROPOSER ? "leader" : role.word()));
        }
        table = new GrowthTable(Growth.MEMORY, columns);
    }

    private static List<Column> pair(String key, String heading) {
        return List.of(
                new Column(key + "ResidentBytes", heading + " RSS MiB"), new Column(key + "HeapBytes", "its heap MiB"));
    }

    /** What is loaded for a while has about as long a log. */
    @Override
    public long shortest() {
        return 100_000;
    }

    @Override
    public void look(OneLog log) {
        List<Cell> row = new ArrayList<>(List.of(Cell.whole(log.length().length())));
        PaxosCluster whole = log.inOneProcess();
        load.settle(whole, log.length());
        row.addAll(footprint(whole, whole.layout().nodes().getFirst()));
        PaxosCluster apart = log.inProcesses();
        load.settle(apart, log.length());
        for (Role role : Role.values()) {
            row.addAll(footprint(apart, Nodes.busiest(apart, role)));
        }
        table.add(row);
    }

    private List<Cell> footprint(PaxosCluster cluster, Node node) {
        long pid = cluster.process(node).orElseThrow(() -> new Failure(node.name() + " has ended"));
        Footprint footprint = Footprint.of(pid);
        Cell resident = Cell.mebibytes(footprint.residentBytes());
        Cell heap = Cell.mebibytes(footprint.heapBytes());
        load.progress().printf("  %s: %s MiB, heap %s MiB%n", node.name(), resident.text(), heap.text());
        return List.of(resident, heap);
    }

    @Override
    public GrowthTable table() {
        return table;
    }
}

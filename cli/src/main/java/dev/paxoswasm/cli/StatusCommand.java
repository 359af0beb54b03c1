package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.NodeRecord;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the nodes of a cluster. */
@Command(
        name = "status",
        description = {
            "Shows every node: where it is, its process, its health.",
            "Health is what the node says of itself (UP, DOWN, OUT_OF_SERVICE), UNREACHABLE where it says nothing,"
                    + " DEAD where its process has ended."
        })
final class StatusCommand implements Runnable {
    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--json", description = "An array of objects with role, id, url, pid, health.")
    private boolean json;

    @Override
    public void run() {
        List<NodeRecord> nodes =
                data.directory().read().map(ClusterRecord::nodes).orElse(List.of());
        if (json) {
            System.out.println(NodeTable.json(nodes));
        } else if (nodes.isEmpty()) {
            System.out.println("No cluster is up in " + data.directory().path() + "; ./paxos up starts one.");
        } else {
            NodeTable.print(nodes, System.out);
        }
    }
}

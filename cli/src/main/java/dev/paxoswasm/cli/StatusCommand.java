package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.NodeRecord;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the nodes of a cluster. */
@Command(
        name = "status",
        description = {
            "Shows every node: where it is, its process, its health, its ballot, how far it is, and who leads.",
            "Health is what the node says of itself (UP, DOWN, OUT_OF_SERVICE), UNREACHABLE where it says nothing,"
                    + " DEAD where its process has ended, NOT_STARTED where it could not be started; below stands why."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every node is UP",
            "1:one is not, or no cluster is up",
            "2:the command line is wrong; says what would be right"
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--json",
            description = "An array of objects with role, id, url, pid, health, reason, component; where they apply,"
                    + " leads, ballot,"
                    + " chosenThrough or acceptedThrough, and lag, the number of slots that it is behind.")
    private boolean json;

    @Override
    public Integer call() {
        List<NodeRecord> nodes =
                data.directory().read().map(ClusterRecord::nodes).orElse(List.of());
        NodeTable table = NodeTable.of(nodes);
        if (json) {
            System.out.println(table.json());
        } else if (nodes.isEmpty()) {
            System.out.println("No cluster is up in " + data.directory().path() + "; ./paxos up starts one.");
        } else {
            table.print(System.out);
        }
        return !nodes.isEmpty() && table.isUp() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}

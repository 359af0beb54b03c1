package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.Mode;
import dev.paxoswasm.cli.cluster.NodeRecord;
import dev.paxoswasm.cli.cluster.Stop;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends nodes as a crash would. */
@Command(
        name = "kill",
        description = {
            "Ends nodes as a crash would (SIGKILL), to see the others go on; ./paxos up --processes brings them back.",
            "Works on a cluster that was started with --processes."
        })
final class KillCommand implements Runnable {
    @Mixin
    private DataOption data = new DataOption();

    @Parameters(
            arity = "1..*",
            paramLabel = "NODE",
            completionCandidates = NodeNames.class,
            description = "As in acceptor-2.")
    private List<String> names = List.of();

    @Override
    public void run() {
        ClusterRecord record = data.cluster();
        List<NodeRecord> nodes =
                names.stream().map(name -> NodeNames.find(record, name)).toList();
        if (record.mode() == Mode.ONE_PROCESS) {
            throw new Failure("all nodes are in one JVM; ./paxos up --processes gives each its own");
        }
        Stop.kill(nodes, System.out::println);
    }
}

package dev.paxoswasm.benchmarks.failover;

import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.benchmarks.cluster.Workspace;
import dev.paxoswasm.cli.bench.Machine;
import dev.paxoswasm.cli.cluster.Mode;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Behind {@code ./paxos bench --failover}, which checks and documents the options. */
@Command(name = "failover")
public final class FailoverCommand implements Callable<Integer> {
    @Option(names = "--times", required = true)
    private int times;

    @Option(names = "--blow", required = true)
    private Failover.Blow blow = Failover.Blow.KILL;

    @Option(names = "--clients", required = true)
    private int clients;

    @Option(names = "--value-size", required = true)
    private int valueSize;

    @Option(names = "--json")
    private boolean json;

    @Override
    public Integer call() {
        PrintStream progress = json ? System.err : System.out;
        try (Workspace workspace = Workspace.open()) {
            PaxosCluster cluster = new PaxosCluster(workspace.folder("paxos"), Mode.PROCESSES, Map.of(), List.of());
            workspace.atEnd(cluster::close);
            progress.printf(
                    "one JVM a service; %d clients, values of %d bytes; the leader gets %s %d times%n",
                    clients, valueSize, blow == Failover.Blow.KILL ? "SIGKILL" : "SIGSTOP", times);
            Failover.Result result = new Failover(cluster, blow, times, clients, valueSize).run(progress);
            System.out.print(json ? FailoverReport.json(result) : FailoverReport.text(result));
            progress.println(Machine.here().text());
            return result.lost().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}

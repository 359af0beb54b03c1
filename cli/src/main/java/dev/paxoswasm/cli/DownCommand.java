package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.DataDirectory;
import dev.paxoswasm.cli.cluster.NodeRecord;
import dev.paxoswasm.cli.cluster.Stop;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops a cluster. */
@Command(name = "down", description = "Stops what ./paxos up started, and returns when it has ended. The data stays.")
final class DownCommand implements Runnable {
    private static final Duration GRACE = Duration.ofSeconds(15);

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public void run() {
        DataDirectory directory = data.directory();
        if (directory.read().isEmpty()) {
            System.out.println("No cluster is up in " + directory.path() + ".");
            return;
        }
        stop(directory, System.out);
    }

    static void stop(DataDirectory directory, PrintStream out) {
        try (DataDirectory.Lock _ = directory.lock()) {
            List<NodeRecord> living =
                    directory.read().map(ClusterRecord::living).orElse(List.of());
            if (!living.isEmpty()) {
                out.println("Stopping " + living.size() + " nodes");
                Stop.all(living, GRACE, out::println);
            }
            directory.forget();
            out.println("The cluster is down; its data stays in " + directory.path() + ".");
        }
    }
}

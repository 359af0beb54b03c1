package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.DataDirectory;
import dev.paxoswasm.cli.cluster.Stop;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
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
            Optional<ClusterRecord> record = directory.read();
            record.ifPresent(present -> {
                int living = present.living().size();
                if (living > 0) {
                    out.println("Stopping " + living + " nodes");
                }
                Stop.all(present.nodes(), GRACE, out::println);
            });
            directory.layout().ifPresent(directory::remember);
            directory.forget();
            out.println("The cluster is down; its data stays in " + directory.path() + ".");
        }
    }
}

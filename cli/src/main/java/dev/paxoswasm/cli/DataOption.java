package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.DataDirectory;
import dev.paxoswasm.cli.cluster.Role;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command is about. */
final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder of the cluster's data; the project's data/ by default.")
    @Nullable
    private Path data;

    DataDirectory directory() {
        if (data != null) {
            return new DataDirectory(data);
        }
        String home = System.getProperty("paxos.home");
        return new DataDirectory(home == null ? Path.of("data") : Path.of(home, "data"));
    }

    /** The address of the cluster's client service. */
    String clientUrl() {
        return directory()
                .read()
                .map(ClusterRecord::layout)
                .map(layout -> layout.of(Role.CLIENT).getFirst().url())
                .orElse("http://127.0.0.1:8080");
    }
}

package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.DataDirectory;
import dev.paxoswasm.cli.cluster.NodeRecord;
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
        return new DataDirectory(data == null ? usual() : data);
    }

    static Path usual() {
        String home = System.getProperty("paxos.home");
        return home == null ? Path.of("data") : Path.of(home, "data");
    }

    /** @throws Failure if no cluster is up there */
    ClusterRecord cluster() {
        return directory()
                .read()
                .filter(record -> !record.living().isEmpty())
                .orElseThrow(
                        () -> new Failure("no cluster is up in " + directory().path() + "; " + up() + " starts it"));
    }

    /**
     * The address of the cluster's client service.
     *
     * @throws Failure if it does not run: what answers there may be something else
     */
    String clientUrl() {
        ClusterRecord record;
        try {
            record = cluster();
        } catch (Failure failure) {
            throw new Failure(failure.getMessage() + ", and --url http://HOST:PORT names a client service elsewhere");
        }
        NodeRecord client = record.nodes().stream()
                .filter(noted -> noted.node().role() == Role.CLIENT)
                .findFirst()
                .orElseThrow(() -> new Failure("the cluster in " + directory().path() + " has no client service"));
        if (!client.lives()) {
            throw new Failure(
                    client.node().name() + " of the cluster in " + directory().path() + " does not run"
                            + client.failure().map(why -> " (" + why + ")").orElse("") + "; " + up()
                            + " starts what is missing");
        }
        return client.node().url();
    }

    /** The command that starts what is missing of this cluster, as it is typed. */
    private String up() {
        boolean processes = directory()
                .read()
                .filter(record -> record.mode() == dev.paxoswasm.cli.cluster.Mode.PROCESSES)
                .isPresent();
        return "./paxos up" + (processes ? " --processes" : "") + (data == null ? "" : " --data " + data);
    }
}

package dev.paxoswasm.benchmarks.cluster;

import dev.paxoswasm.cli.bench.Bench;
import dev.paxoswasm.cli.bench.Proposals;
import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.Compilation;
import dev.paxoswasm.cli.cluster.ComponentSelection;
import dev.paxoswasm.cli.cluster.DataDirectory;
import dev.paxoswasm.cli.cluster.FreePorts;
import dev.paxoswasm.cli.cluster.Launcher;
import dev.paxoswasm.cli.cluster.Layout;
import dev.paxoswasm.cli.cluster.Mode;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.NodeRecord;
import dev.paxoswasm.cli.cluster.Programs;
import dev.paxoswasm.cli.cluster.Progress;
import dev.paxoswasm.cli.cluster.Role;
import dev.paxoswasm.cli.cluster.Startup;
import dev.paxoswasm.cli.cluster.Stop;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster as {@code ./paxos up} starts it, on free ports and in a folder of its own. */
public final class PaxosCluster implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(180);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Launcher launcher;
    private final Mode mode;
    private volatile List<NodeRecord> nodes = List.of();
    private volatile Runnable abandon = () -> {};

    /**
     * Compiled as far as {@code ./paxos up} does by itself.
     *
     * @param counts how many nodes of a role, where it is not the usual number
     * @param settings as those of {@code ./paxos up --set}
     */
    public PaxosCluster(Path folder, Mode mode, Map<Role, Integer> counts, List<String> settings) {
        this(folder, mode, Compilation.usual(mode), counts, settings);
    }

    /**
     * @param compilation how far its JVMs compile their code
     * @param counts how many nodes of a role, where it is not the usual number
     * @param settings as those of {@code ./paxos up --set}
     */
    public PaxosCluster(
            Path folder, Mode mode, Compilation compilation, Map<Role, Integer> counts, List<String> settings) {
        this.mode = mode;
        DataDirectory data = new DataDirectory(folder);
        data.create();
        Layout layout = FreePorts.layout(counts);
        launcher = new Launcher(
                Programs.ofProject(),
                data,
                layout,
                ComponentSelection.NONE,
                heap(mode),
                compilation,
                settings,
                Optional.empty());
    }

    /** As {@code ./paxos up} does by itself. */
    private static String heap(Mode mode) {
        return mode == Mode.ONE_PROCESS ? "512m" : "320m";
    }

    /** Starts what does not run, and returns once all nodes are healthy and one leads. */
    public synchronized void start() {
        List<NodeRecord> living = nodes.stream().filter(NodeRecord::lives).toList();
        List<Node> missing = launcher.layout().nodes().stream()
                .filter(node -> living.stream().noneMatch(noted -> noted.node().equals(node)))
                .toList();
        Startup startup = new Startup(launcher, START_TIMEOUT);
        abandon = () -> startup.undo(mode, living);
        try {
            ClusterRecord record = startup.run(mode, living, missing, Progress.silent());
            nodes = record.nodes();
        } finally {
            abandon = () -> {};
        }
    }

    public URI client() {
        return URI.create(layout().of(Role.CLIENT).getFirst().url());
    }

    /** The usual load: one value a request, at the client service. */
    public Bench bench(int clients, int valueBytes, Duration warmUp, Duration duration) {
        return new Bench(
                client(),
                new Bench.Shape.Requests(new Proposals()),
                clients,
                valueBytes,
                warmUp,
                duration,
                Long.MAX_VALUE);
    }

    public Layout layout() {
        return launcher.layout();
    }

    /** Kills a node as a crash would. */
    public void kill(Node node) {
        Stop.kill(nodes.stream().filter(noted -> noted.node().equals(node)).toList(), _ -> {});
    }

    /** The processes, each once. */
    public List<Long> processes() {
        return nodes.stream()
                .flatMap(noted -> noted.livingPid().stream())
                .distinct()
                .toList();
    }

    /** The process of a node, if it lives. */
    public Optional<Long> process(Node node) {
        return nodes.stream()
                .filter(noted -> noted.node().equals(node))
                .flatMap(noted -> noted.livingPid().stream())
                .findFirst();
    }

    /** Stops all nodes; {@link #start} starts them again over the same data. */
    public synchronized void stop() {
        Stop.all(launcher.data().read().map(ClusterRecord::living).orElse(List.of()), GRACE, _ -> {});
        launcher.data().forget();
        nodes = List.of();
    }

    /** Stops all nodes, also those that another thread is starting. */
    @Override
    public void close() {
        abandon.run();
        stop();
    }
}

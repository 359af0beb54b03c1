package dev.paxoswasm.cli;

import dev.paxoswasm.cli.cluster.ClusterRecord;
import dev.paxoswasm.cli.cluster.Compilation;
import dev.paxoswasm.cli.cluster.ComponentCheck;
import dev.paxoswasm.cli.cluster.ComponentFile;
import dev.paxoswasm.cli.cluster.ComponentSelection;
import dev.paxoswasm.cli.cluster.DataDirectory;
import dev.paxoswasm.cli.cluster.Follower;
import dev.paxoswasm.cli.cluster.IdentityNote;
import dev.paxoswasm.cli.cluster.Launcher;
import dev.paxoswasm.cli.cluster.Layout;
import dev.paxoswasm.cli.cluster.Mode;
import dev.paxoswasm.cli.cluster.Node;
import dev.paxoswasm.cli.cluster.NodeRecord;
import dev.paxoswasm.cli.cluster.Programs;
import dev.paxoswasm.cli.cluster.Progress;
import dev.paxoswasm.cli.cluster.Role;
import dev.paxoswasm.cli.cluster.Startup;
import dev.paxoswasm.cli.cluster.Training;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts a cluster, or what is missing of it. */
@Command(
        name = "up",
        description = {
            "Starts a cluster: 1 client, 1 coordinator, 2 proposers, and as many acceptors and learners as it is to"
                    + " have.",
            "Follows its logs until Ctrl-C, which stops it. Where a part of the cluster runs already, starts what is"
                    + " missing,"
                    + " and returns. A node that cannot be started does not keep the others from running.",
            "A component that is named is checked before anything starts, and kept with the data as ports are, by"
                    + " its file"
                    + " and digest; ROLE=built-in goes back. For a slow one, components/README.md names the"
                    + " deadlines to"
                    + " --set."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every node is UP and a proposer leads; without --detach, the cluster was stopped",
            "1:not all of it came to be UP in time; says what is missing and why, and the rest runs",
            "2:the command line is wrong; says what would be right"
        })
final class UpCommand implements Callable<Integer> {
    private final PrintStream out = System.out;

    @Spec
    private picocli.CommandLine.Model.@Nullable CommandSpec spec;

    @Mixin
    private DataOption data = new DataOption();

    @Mixin
    private PortOptions ports = new PortOptions();

    @Mixin
    private SizeOptions sizes = new SizeOptions();

    @Mixin
    private ComponentOption componentOption = new ComponentOption();

    @Option(names = "--processes", description = "One JVM a service, instead of one for all.")
    private boolean processes;

    @Option(
            names = {"-d", "--detach"},
            description = "Return once the cluster is healthy, or with 1 when it is not in time, and leave it running.")
    private boolean detach;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            description = "Most memory for Java objects in one JVM, as in 512m. Default: 512m, with --processes 320m.")
    @Nullable
    private String heap;

    @Option(
            names = "--compiler",
            paramLabel = "HOW",
            description =
                    "How far the JVMs compile what they run. full: fastest after a minute or two of load, but a later"
                            + " start; quick: the other way round. Default: full, but quick for --processes on fewer"
                            + " than 4 cores.")
    @Nullable
    private Compilation compilation;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "90",
            description = "How long the nodes may take to become healthy. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Configuration for every node, as in paxos.timing.heartbeat=100ms. May be repeated.")
    private List<String> settings = List.of();

    @Override
    public Integer call() {
        Settings.complaint(settings).ifPresent(complaint -> {
            throw usage(complaint);
        });
        if (timeoutSeconds < 1) {
            throw usage("--timeout must be at least 1 second");
        }
        Mode mode = processes ? Mode.PROCESSES : Mode.ONE_PROCESS;
        String heapSize = heapSize(mode);
        DataDirectory directory = data.directory();
        Layout layout = layout(directory);
        Map<String, Optional<Path>> named = components(layout);
        try (InterruptGuard guard = InterruptGuard.undoing(() -> {})) {
            Startup.Outcome outcome;
            boolean fresh;
            try (DataDirectory.Lock _ = directory.lock()) {
                List<NodeRecord> running = running(directory, mode, layout);
                ComponentSelection components = components(directory, layout, named, running, heapSize);
                directory.claim(layout.of(Role.ACCEPTOR).size());
                List<String> identified = new IdentityNote(directory).claim(layout, settings);
                fresh = running.isEmpty();
                outcome = start(directory, mode, layout, components, heapSize, identified, running, guard);
            }
            if (fresh && !detach) {
                guard.undoInstead(() -> DownCommand.stop(directory, out));
                tell(outcome).ifPresent(complaints -> out.println(Terminal.bad("Not whole. ") + complaints));
                out.println("Following the logs; Ctrl-C stops the cluster.");
                new Follower(directory, out).run();
                return ExitCode.OK;
            }
            guard.keep();
            tell(outcome).ifPresent(complaints -> {
                throw new Failure(complaints);
            });
            return ExitCode.OK;
        }
    }

    private Startup.Outcome start(
            DataDirectory directory,
            Mode mode,
            Layout layout,
            ComponentSelection components,
            String heapSize,
            List<String> identified,
            List<NodeRecord> running,
            InterruptGuard guard) {
        List<Node> missing = layout.nodes().stream()
                .filter(node -> running.stream().noneMatch(noted -> noted.node().equals(node)))
                .toList();
        if (!missing.isEmpty() && mode == Mode.PROCESSES) {
            train();
        }
        Launcher launcher = new Launcher(
                Programs.ofProject(),
                directory,
                layout,
                components,
                heapSize,
                compilation == null ? Compilation.usual(mode) : compilation,
                identified,
                Optional.empty());
        Startup startup = new Startup(launcher, Duration.ofSeconds(timeoutSeconds));
        Progress progress = new Progress(layout, out);
        if (missing.isEmpty()) {
            if (!settings.isEmpty() || heap != null || compilation != null) {
                throw new Failure("the cluster in " + directory.path()
                        + " is already up, and --set, --heap and --compiler are for nodes that are started;"
                        + " ./paxos down stops it first");
            }
            out.println("The cluster is already up, " + mode.description() + ".");
            return startup.await(mode, running, progress);
        }
        if (running.isEmpty()) {
            out.println(
                    "Starting " + missing.size() + " nodes " + mode.description() + "; data in " + directory.path());
        } else {
            out.println(running.size() + " nodes run already; starting "
                    + String.join(", ", missing.stream().map(Node::name).toList()));
        }
        guard.undoInstead(() -> startup.undo(mode, running));
        Startup.Outcome outcome = startup.start(mode, running, missing, progress);
        if (outcome.isHealthy()) {
            out.println(Terminal.good("The cluster is up") + " after " + progress.seconds() + ".");
        }
        return outcome;
    }

    /** What is named for the nodes that there are to be. */
    private Map<String, Optional<Path>> components(Layout layout) {
        try {
            Map<String, Optional<Path>> named =
                    componentOption.named(List.of(Role.values()), ComponentOption.Scope.ROLES_AND_NODES);
            for (String name : named.keySet()) {
                if (name.contains("-")) {
                    NodeNames.find(layout, name);
                }
            }
            return named;
        } catch (IllegalArgumentException | Failure e) {
            throw usage(e.getMessage());
        }
    }

    /** Which component each node is to run: what is named now, or else what was the last time with this data. */
    private ComponentSelection components(
            DataDirectory directory,
            Layout layout,
            Map<String, Optional<Path>> named,
            List<NodeRecord> running,
            String heapSize) {
        ComponentSelection before = directory.components();
        Map<String, Optional<ComponentFile>> files = new LinkedHashMap<>();
        named.forEach((name, file) -> files.put(name, file.map(ComponentFile::read)));
        ComponentSelection wanted = before.with(files);
        List<Node> started = new ArrayList<>(layout.nodes());
        for (NodeRecord noted : running) {
            if (!wanted.of(noted.node()).equals(before.of(noted.node()))) {
                throw new Failure(noted.node().name() + " runs already, and --component is for nodes that are started;"
                        + " ./paxos down stops all, and of a cluster with --processes ./paxos kill one");
            }
            started.remove(noted.node());
        }
        wanted.requireUnchanged(started);
        check(wanted, before, started, heapSize);
        wanted.nodesByComponent(started)
                .forEach((component, names) -> out.println(String.join(", ", names)
                        + (names.size() == 1 ? " runs " : " run ")
                        + component
                        + (isKept(names, named)
                                ? "; as the last time with this data, and --component ROLE="
                                        + ComponentSelection.BUILT_IN + " goes back"
                                : "")));
        return wanted;
    }

    /** Whether nothing that is named now is the reason for what these nodes run. */
    private static boolean isKept(List<String> names, Map<String, Optional<Path>> named) {
        return names.stream()
                .noneMatch(name -> named.containsKey(name) || named.containsKey(name.substring(0, name.indexOf('-'))));
    }

    /** What was chosen before has been looked at then. */
    private void check(ComponentSelection wanted, ComponentSelection before, List<Node> nodes, String heapSize) {
        Map<ComponentFile, List<Role>> unknown = new LinkedHashMap<>();
        for (Node node : nodes) {
            Optional<ComponentFile> component = wanted.of(node);
            if (component.isPresent() && !component.equals(before.of(node))) {
                List<Role> roles = unknown.computeIfAbsent(component.get(), _ -> new ArrayList<>());
                if (!roles.contains(node.role())) {
                    roles.add(node.role());
                }
            }
        }
        new ComponentCheck(Programs.ofProject(), heapSize).require(unknown);
    }

    /** Shows the nodes; what there is to complain about. */
    private Optional<String> tell(Startup.Outcome outcome) {
        NodeTable.of(outcome.record().nodes()).print(out);
        return outcome.isHealthy()
                ? Optional.empty()
                : Optional.of(String.join("\n", outcome.complaints())
                        + "\nWhat runs goes on. ./paxos up tries again what is missing; ./paxos down stops"
                        + " the cluster.");
    }

    /** Nine JVMs start faster together when one has been through it before, even counting that one. */
    private void train() {
        try {
            Training training = new Training(Programs.ofProject());
            if (!training.isDone()) {
                out.println("Preparing faster starts, once after a build.");
                training.run();
            }
        } catch (Failure failure) {
            out.println("Starts will be slower: " + failure.getMessage());
        }
    }

    /** The nodes that run already; they must be laid out as is now wanted. */
    private static List<NodeRecord> running(DataDirectory directory, Mode mode, Layout layout) {
        Optional<ClusterRecord> record = directory.read();
        List<NodeRecord> running = record.map(ClusterRecord::living).orElse(List.of());
        if (!running.isEmpty()) {
            if (record.orElseThrow().mode() != mode) {
                throw new Failure("a cluster runs in " + directory.path() + " already, "
                        + record.orElseThrow().mode().description() + "; say ./paxos up"
                        + (mode == Mode.PROCESSES ? " without" : " with")
                        + " --processes to start what is missing of it, or ./paxos down first");
            }
            if (record.orElseThrow().nodes().size() != layout.nodes().size()) {
                throw new Failure(
                        "a cluster runs in " + directory.path() + " already, with another number of nodes; give"
                                + " the same --acceptors and --learners, or ./paxos down first");
            }
            for (NodeRecord noted : running) {
                if (!layout.nodes().contains(noted.node())) {
                    throw new Failure("a cluster runs in " + directory.path() + " already, with "
                            + noted.node().name() + " at port " + noted.node().port()
                            + "; give the same port options, or ./paxos down first");
                }
            }
        }
        return running;
    }

    private Layout layout(DataDirectory directory) {
        try {
            return ports.layout(sizes.counts(), directory.layout());
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private String heapSize(Mode mode) {
        if (heap == null) {
            return mode.usualHeap();
        }
        if (!heap.matches("[1-9][0-9]{0,8}[kmgKMG]")) {
            throw usage("--heap " + heap + " is no size; it would be like 512m or 1g");
        }
        return heap;
    }

    private ParameterException usage(@Nullable String message) {
        return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), String.valueOf(message));
    }
}

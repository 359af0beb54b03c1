package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Starts the JVMs of nodes. They outlive this program, write to log files, and are not reached by Ctrl-C: whoever
 * started them stops them.
 *
 * @param heap     the most memory for Java objects in one JVM, as in {@code 256m}
 * @param components which nodes run another one than the built-in one
 * @param compilation how far they compile their code
 * @param settings configuration for every node, as in {@code paxos.quorum.phase1=3}
 * @param cacheToWrite where a JVM leaves an ahead-of-time cache when it ends
 */
public record Launcher(
        Programs programs,
        DataDirectory data,
        Layout layout,
        ComponentSelection components,
        String heap,
        Compilation compilation,
        List<String> settings,
        Optional<Path> cacheToWrite) {
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final long LOG_TURNS_OVER_AT_BYTES = 16L << 20;

    public Launcher {
        settings = List.copyOf(settings);
    }

    /** A process just started, and where in its log its own lines begin. */
    public record Started(List<NodeRecord> nodes, Process process, Path log, long logStart) {}

    /** Starts one JVM for these nodes; those of the layout that are not among them run elsewhere, or are to. */
    Started startTogether(List<Node> nodes) {
        String mark = newMark();
        List<String> command = programs.standalone(options(mark, Mode.ONE_PROCESS));
        command.addAll(layout.arguments());
        command.add("--paxos.data-directory=" + data.path());
        command.add(componentCache());
        for (Node node : nodes) {
            components
                    .of(node)
                    .ifPresent(component -> command.add(
                            "--component=" + node.name() + "=" + component.digest() + "=" + component.file()));
        }
        if (nodes.size() == layout.nodes().size()) {
            return start("standalone", mark, nodes, command);
        }
        List<String> names = nodes.stream().map(Node::name).toList();
        command.add("--nodes=" + String.join(",", names));
        return start("standalone-" + names.getFirst(), mark, nodes, command);
    }

    /** Starts a JVM for one node. */
    Started start(Node node) {
        String mark = newMark();
        List<String> command = programs.service(node.role(), options(mark, Mode.PROCESSES));
        command.addAll(layout.arguments());
        command.add("--paxos.node-id=" + node.id());
        command.add("--paxos.data-directory=" + data.of(node));
        command.add("--paxos.recording.directory=" + data.of(node).resolve("recordings"));
        command.add("--server.port=" + node.port());
        command.add(componentCache());
        components.of(node).ifPresent(component -> {
            command.add("--paxos.component.location=" + component.file());
            command.add("--paxos.component.digest=" + component.digest());
        });
        return start(node.name(), mark, List.of(node), command);
    }

    /** One for all nodes, and not one in each node's folder. */
    private String componentCache() {
        return "--paxos.component.cache=" + programs.startCache().components();
    }

    private JvmOptions options(String mark, Mode mode) {
        return new JvmOptions(mark, heap, mode, compilation, cacheToWrite);
    }

    private Started start(String name, String mark, List<Node> nodes, List<String> command) {
        List<String> whole = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            whole.add(SETSID.toString());
        }
        whole.addAll(command);
        settings.forEach(setting -> whole.add("--" + setting));
        Path log = data.log(name);
        try {
            turnOver(log);
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            ProcessBuilder builder = new ProcessBuilder(whole)
                    .directory(data.path().toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            // Two arenas instead of eight a core: native memory of RocksDB and of the JVM stays small.
            builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
            Process process = builder.start();
            Instant started = process.info().startInstant().orElseGet(Instant::now);
            NodeProcess noted = new NodeProcess(process.pid(), mark, started);
            List<NodeRecord> records =
                    nodes.stream().map(node -> new NodeRecord(node, noted, log)).toList();
            return new Started(records, process, log, logStart);
        } catch (IOException e) {
            throw new Failure("cannot start " + name + ": " + e.getMessage());
        }
    }

    private static void turnOver(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_TURNS_OVER_AT_BYTES) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String newMark() {
        return UUID.randomUUID().toString();
    }
}

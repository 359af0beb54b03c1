package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.api.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/** Starts nodes, and watches the cluster until every node is healthy, does not start, or has had its time. */
public final class Startup {
    private static final int LOG_LINES_SHOWN = 20;
    private static final int PROBES_AT_ONCE = 32;
    private static final Duration GRACE_AFTER_FAILURE = Duration.ofSeconds(10);

    private final Launcher launcher;
    private final DataDirectory data;
    private final Duration timeout;
    private final List<Launcher.Started> started = new ArrayList<>();
    private final Map<Node, String> notStarted = new ConcurrentHashMap<>();
    private final Set<Node> untold = new LinkedHashSet<>();
    private final Set<Node> healthy = ConcurrentHashMap.newKeySet();
    private volatile Runnable forgetNotes = () -> {};
    private boolean undone;

    public Startup(Launcher launcher, Duration timeout) {
        this.launcher = launcher;
        this.data = launcher.data();
        this.timeout = timeout;
    }

    /**
     * What came of it.
     *
     * @param complaints what keeps the cluster from being whole and healthy, a line each
     */
    public record Outcome(ClusterRecord record, List<String> complaints) {
        public Outcome {
            complaints = List.copyOf(complaints);
        }

        public boolean isHealthy() {
            return complaints.isEmpty();
        }
    }

    /**
     * Starts the missing nodes and returns when the whole cluster is healthy and led. When anything keeps it from that,
     * what was started is stopped again.
     *
     * @param before the nodes that run already
     * @throws Failure if a port is taken, a node does not start, or time runs out
     */
    public ClusterRecord run(Mode mode, List<NodeRecord> before, List<Node> missing, Progress progress) {
        Outcome outcome = start(mode, before, missing, progress);
        if (!outcome.isHealthy()) {
            String logs = lastLines();
            undo(mode, before);
            throw new Failure(logs + String.join("\n", outcome.complaints()));
        }
        return outcome.record();
    }

    /**
     * Starts the missing nodes, as far as they can be started. Each process is noted as soon as it runs, and of a node
     * that does not start, why.
     *
     * @param before the nodes that run already
     * @throws Failure if a port is taken, or nothing of what was started runs
     */
    public Outcome start(Mode mode, List<NodeRecord> before, List<Node> missing, Progress progress) {
        List<String> complaints = Ports.complaints(missing);
        if (!complaints.isEmpty()) {
            throw new Failure(String.join("\n", complaints));
        }
        Optional<Layout> layoutBefore = data.notedLayout();
        ComponentSelection componentsBefore = data.components();
        forgetNotes = () -> {
            data.rememberAgain(layoutBefore);
            data.remember(componentsBefore);
        };
        try {
            data.remember(launcher.layout());
            data.remember(launcher.components());
            launch(mode, before, missing);
            boolean whole = await(record(mode, before), progress, timeout);
            ClusterRecord record = record(mode, before);
            if (record.nodes().stream().noneMatch(noted -> missing.contains(noted.node()) && noted.lives())) {
                throw nothingRuns();
            }
            data.write(record);
            return new Outcome(record, whole ? List.of() : complaints(record));
        } catch (Failure failure) {
            undo(mode, before);
            throw failure;
        }
    }

    /** Waits for the health of nodes that run already. */
    public Outcome await(Mode mode, List<NodeRecord> running, Progress progress) {
        ClusterRecord record = new ClusterRecord(mode, running);
        boolean whole = await(record, Progress.silent(), Duration.ZERO) || await(record, progress, timeout);
        return new Outcome(record, whole ? List.of() : complaints(record));
    }

    /**
     * Stops what was started here, and starts nothing more. It stays noted beside what runs, as a part of the same
     * cluster that is missing.
     */
    public void undo(Mode mode, List<NodeRecord> before) {
        List<NodeRecord> nodes;
        synchronized (started) {
            undone = true;
            nodes = startedNodes();
        }
        Stop.all(nodes, GRACE_AFTER_FAILURE, _ -> {});
        if (before.stream().noneMatch(NodeRecord::lives)) {
            data.forget();
            forgetNotes.run();
        } else if (!nodes.isEmpty()) {
            data.write(record(mode, before));
        }
    }

    private void launch(Mode mode, List<NodeRecord> before, List<Node> missing) {
        int processes = mode == Mode.ONE_PROCESS ? Math.min(1, missing.size()) : missing.size();
        for (int i = 0; i < processes; i++) {
            synchronized (started) {
                if (undone) {
                    throw new Failure("interrupted");
                }
                started.add(
                        mode == Mode.ONE_PROCESS ? launcher.startTogether(missing) : launcher.start(missing.get(i)));
                data.write(record(mode, before));
            }
        }
    }

    private ClusterRecord record(Mode mode, List<NodeRecord> before) {
        List<NodeRecord> nodes = new ArrayList<>(before);
        for (NodeRecord noted : startedNodes()) {
            String why = notStarted.get(noted.node());
            nodes.add(why == null ? noted : noted.failed(why));
        }
        List<Node> order = launcher.layout().nodes();
        nodes.sort(java.util.Comparator.comparingInt(noted -> order.indexOf(noted.node())));
        return new ClusterRecord(mode, nodes);
    }

    private List<NodeRecord> startedNodes() {
        synchronized (started) {
            return started.stream().flatMap(each -> each.nodes().stream()).toList();
        }
    }

    /** Whether all of them came to be healthy, and led. */
    private boolean await(ClusterRecord record, Progress progress, Duration within) {
        List<NodeProcess> processes =
                record.nodes().stream().map(NodeRecord::process).distinct().toList();
        Map<Launcher.Started, StartLog> logs = new LinkedHashMap<>();
        started.forEach(each -> logs.put(each, new StartLog(each)));
        try (ExecutorService probes = Executors.newVirtualThreadPerTaskExecutor()) {
            progress.show(healthy);
            Wait.until(
                    () -> {
                        logs.forEach(this::lookForFailures);
                        probe(record, probes);
                        tellOfFailures(progress);
                        progress.show(healthy);
                        return isDecided(record);
                    },
                    within,
                    processes);
            // A process may have ended since they were looked at.
            logs.forEach(this::lookForFailures);
            return healthy.size() == record.nodes().size() && led(record);
        } finally {
            progress.end();
        }
    }

    /**
     * Whether waiting longer would change nothing: all that started are healthy, or nothing that is waited for runs.
     */
    private boolean isDecided(ClusterRecord record) {
        List<NodeRecord> waitedFor = record.nodes().stream()
                .filter(noted -> !healthy.contains(noted.node()) && !notStarted.containsKey(noted.node()))
                .toList();
        return waitedFor.isEmpty()
                ? healthy.isEmpty() || led(record)
                : waitedFor.stream().noneMatch(NodeRecord::lives);
    }

    private void lookForFailures(Launcher.Started each, StartLog log) {
        boolean ended = each.nodes().getFirst().process().living().isEmpty();
        Map<Node, String> failures = new HashMap<>(log.next());
        if (ended) {
            String why = "its process ended with exit code " + exitCode(each.process()) + "; its log is " + each.log();
            each.nodes().forEach(noted -> failures.putIfAbsent(noted.node(), why));
        }
        failures.forEach((node, why) -> {
            if (notStarted.putIfAbsent(node, why) == null) {
                untold.add(node);
                healthy.remove(node);
            }
        });
    }

    private static int exitCode(Process ended) {
        try {
            return ended.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }

    /** At once where others start; where none does, that is what the command ends with. */
    private void tellOfFailures(Progress progress) {
        if (!healthy.isEmpty()) {
            untold.forEach(node -> progress.tell(node, notStarted.get(node)));
            untold.clear();
        }
    }

    private void probe(ClusterRecord record, ExecutorService probes) {
        List<Future<?>> answers = new ArrayList<>();
        for (NodeRecord noted : record.nodes()) {
            if (!healthy.contains(noted.node()) && !notStarted.containsKey(noted.node()) && noted.lives()) {
                answers.add(probes.submit(() -> {
                    if (Health.of(noted.node().url()).equals(Health.UP)) {
                        healthy.add(noted.node());
                    }
                }));
            }
        }
        for (Future<?> answer : answers) {
            try {
                answer.get();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static boolean led(ClusterRecord record) {
        return record.layout().of(Role.PROPOSER).stream()
                .anyMatch(proposer -> Health.leads(proposer.url(), proposer.id()));
    }

    private List<String> complaints(ClusterRecord record) {
        List<String> complaints = new ArrayList<>(notStartedInWords());
        String after = " after " + timeout.toSeconds() + " s; --timeout waits longer";
        unhealthy(record)
                .forEach((health, names) -> complaints.add(String.join(", ", names)
                        + (names.size() == 1 ? " is " : " are ")
                        + health.status()
                        + health.reason().map(why -> " (" + why + ")").orElse("")
                        + after));
        if (complaints.isEmpty()) {
            complaints.add("no proposer leads" + after + "; the logs are in "
                    + data.log("x").getParent());
        }
        return complaints;
    }

    private record Unhealthy(String name, Health.Answer health) {}

    private Map<Health.Answer, List<String>> unhealthy(ClusterRecord record) {
        return record.nodes().stream()
                .filter(noted -> !healthy.contains(noted.node()) && !notStarted.containsKey(noted.node()))
                .gather(Gatherers.mapConcurrent(
                        PROBES_AT_ONCE,
                        noted -> new Unhealthy(
                                noted.node().name(),
                                noted.lives() ? Health.answer(noted.node().url()) : Health.Answer.dead())))
                .collect(Collectors.groupingBy(
                        Unhealthy::health,
                        LinkedHashMap::new,
                        Collectors.mapping(Unhealthy::name, Collectors.toList())));
    }

    /** Nodes with the same fault together: most often it is the configuration, which is the same for all. */
    private List<String> notStartedInWords() {
        Map<String, List<String>> byReason = new LinkedHashMap<>();
        for (Node node : launcher.layout().nodes()) {
            String why = notStarted.get(node);
            if (why != null) {
                byReason.computeIfAbsent(why, _ -> new ArrayList<>()).add(node.name());
            }
        }
        List<String> lines = new ArrayList<>();
        byReason.forEach((why, names) -> lines.add("Not started: " + String.join(", ", names) + ": " + why));
        return lines;
    }

    private Failure nothingRuns() {
        boolean explained = notStarted.values().stream().noneMatch(why -> why.startsWith("its process ended"));
        return new Failure((explained ? "" : lastLines()) + String.join("\n", notStartedInWords()));
    }

    private String lastLines() {
        StringBuilder text = new StringBuilder();
        for (Launcher.Started each : started) {
            if (each.nodes().stream().anyMatch(noted -> !healthy.contains(noted.node()))) {
                LogLines.last(LOG_LINES_SHOWN, each.log(), each.logStart())
                        .forEach(line -> text.append(line).append('\n'));
            }
        }
        return text.toString();
    }
}

package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.api.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** Starts nodes, and watches them until they are healthy or one has failed. */
public final class Startup {
    private static final int LOG_LINES_SHOWN = 20;
    private static final Duration GRACE_AFTER_FAILURE = Duration.ofSeconds(10);

    private final Launcher launcher;
    private final DataDirectory data;
    private final Duration timeout;
    private final List<Launcher.Started> started = new ArrayList<>();
    private final Set<Node> healthy = ConcurrentHashMap.newKeySet();

    public Startup(Launcher launcher, Duration timeout) {
        this.launcher = launcher;
        this.data = launcher.data();
        this.timeout = timeout;
    }

    /**
     * Starts the missing nodes and returns when the whole cluster is healthy and led. Each process is noted as soon as it
     * runs. When it fails, what it started is stopped again.
     *
     * @param before the nodes that run already
     * @throws Failure if a port is taken, a node ends, or time runs out; shows the node's last log lines
     */
    public ClusterRecord run(Mode mode, List<NodeRecord> before, List<Node> missing, Progress progress) {
        List<String> complaints = Ports.complaints(missing);
        if (!complaints.isEmpty()) {
            throw new Failure(String.join("\n", complaints));
        }
        try {
            ClusterRecord record = launch(mode, before, missing);
            awaitHealth(record, progress);
            return record;
        } catch (Failure failure) {
            undo(mode, before);
            throw failure;
        }
    }

    /** Stops what was started here; it stays noted beside what runs, as a part of the same cluster that is missing. */
    public void undo(Mode mode, List<NodeRecord> before) {
        Stop.all(startedNodes(), GRACE_AFTER_FAILURE, _ -> {});
        if (before.isEmpty()) {
            data.forget();
        } else {
            data.write(record(mode, before));
        }
    }

    private ClusterRecord launch(Mode mode, List<NodeRecord> before, List<Node> missing) {
        ClusterRecord record = new ClusterRecord(mode, before);
        int processes = mode == Mode.ONE_PROCESS ? Math.min(1, missing.size()) : missing.size();
        for (int i = 0; i < processes; i++) {
            synchronized (started) {
                started.add(mode == Mode.ONE_PROCESS ? launcher.startTogether() : launcher.start(missing.get(i)));
            }
            record = record(mode, before);
            data.write(record);
        }
        return record;
    }

    private ClusterRecord record(Mode mode, List<NodeRecord> before) {
        List<NodeRecord> nodes = new ArrayList<>(before);
        nodes.addAll(startedNodes());
        List<Node> order = launcher.layout().nodes();
        nodes.sort(java.util.Comparator.comparingInt(noted -> order.indexOf(noted.node())));
        return new ClusterRecord(mode, nodes);
    }

    private List<NodeRecord> startedNodes() {
        synchronized (started) {
            return started.stream().flatMap(each -> each.nodes().stream()).toList();
        }
    }

    private void awaitHealth(ClusterRecord record, Progress progress) {
        List<NodeProcess> processes =
                record.nodes().stream().map(NodeRecord::process).distinct().toList();
        try (ExecutorService probes = Executors.newVirtualThreadPerTaskExecutor()) {
            progress.show(healthy);
            boolean inTime = Wait.until(
                    () -> {
                        failIfOneEnded();
                        probe(record, probes);
                        progress.show(healthy);
                        return healthy.size() == record.nodes().size() && led(record);
                    },
                    timeout,
                    processes);
            if (!inTime) {
                throw notHealthyInTime(record);
            }
        } finally {
            progress.end();
        }
    }

    private void probe(ClusterRecord record, ExecutorService probes) {
        List<Future<?>> answers = new ArrayList<>();
        for (NodeRecord noted : record.nodes()) {
            if (!healthy.contains(noted.node())) {
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

    private void failIfOneEnded() {
        for (Launcher.Started each : started) {
            if (!each.process().isAlive()) {
                throw new Failure(lastLines(each) + "\n" + name(each) + " ended with exit code "
                        + each.process().exitValue() + " before it was healthy; above are the last lines of "
                        + each.log());
            }
        }
    }

    private Failure notHealthyInTime(ClusterRecord record) {
        List<Node> late = record.layout().nodes().stream()
                .filter(node -> !healthy.contains(node))
                .toList();
        if (late.isEmpty()) {
            return new Failure("no proposer leads after " + timeout.toSeconds() + " s; see the logs in "
                    + data.log("x").getParent());
        }
        String logs = started.stream()
                .filter(each -> each.nodes().stream().anyMatch(noted -> late.contains(noted.node())))
                .map(Startup::lastLines)
                .collect(Collectors.joining("\n"));
        String names = late.stream()
                .map(node -> node.name() + " is " + Health.of(node.url()))
                .collect(Collectors.joining(", "));
        return new Failure(
                logs + "\nnot healthy after " + timeout.toSeconds() + " s: " + names + "; --timeout gives them longer");
    }

    private static String name(Launcher.Started started) {
        return started.nodes().size() == 1 ? started.nodes().getFirst().node().name() : "the cluster's process";
    }

    private static String lastLines(Launcher.Started started) {
        return String.join("\n", LogLines.last(LOG_LINES_SHOWN, started.log(), started.logStart()));
    }
}

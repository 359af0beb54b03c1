package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Shows the logs of a cluster while it runs, and tells when a node's process ends. */
public final class Follower {
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final DataDirectory data;
    private final PrintStream out;
    private final Map<Path, LogLines> logs = new LinkedHashMap<>();
    private final Set<NodeProcess> ended = new HashSet<>();

    public Follower(DataDirectory data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    /**
     * Returns when the cluster was stopped by {@code paxos down}.
     *
     * @throws Failure if all processes have ended otherwise
     */
    public void run() {
        try (WatchService watch = data.path().getFileSystem().newWatchService()) {
            data.log("any").getParent().register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
            Optional<ClusterRecord> record = data.read();
            record.ifPresent(
                    present -> present.nodes().forEach(node -> logs.computeIfAbsent(node.log(), this::fromEnd)));
            while (record.isPresent()) {
                showNewLines(record.get());
                lookForTheDead();
                WatchKey changed = watch.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                if (changed != null) {
                    changed.pollEvents();
                    changed.reset();
                }
                record = data.read();
            }
        } catch (IOException e) {
            throw new Failure("cannot follow the logs: " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private LogLines fromEnd(Path log) {
        try {
            return new LogLines(log, Files.size(log));
        } catch (IOException _) {
            return new LogLines(log, 0);
        }
    }

    private void showNewLines(ClusterRecord record) {
        for (NodeRecord node : record.nodes()) {
            List<String> lines = logs.computeIfAbsent(node.log(), log -> new LogLines(log, 0))
                    .next();
            String prefix = record.mode() == Mode.PROCESSES
                    ? Terminal.faint(String.format("%-14s", node.node().name()))
                    : "";
            lines.forEach(line -> out.println(prefix + line));
        }
    }

    /** Processes that end while another command starts or stops nodes are that command's business. */
    private void lookForTheDead() {
        Optional<DataDirectory.Lock> lock = data.tryLock();
        if (lock.isEmpty()) {
            return;
        }
        try (DataDirectory.Lock _ = lock.get()) {
            data.read().ifPresent(this::tellOfTheDead);
        }
    }

    private void tellOfTheDead(ClusterRecord record) {
        for (NodeRecord node : record.nodes()) {
            if (node.process().living().isEmpty() && ended.add(node.process())) {
                String who = String.join(", ", record.nodesOf(node.process()));
                out.println(Terminal.bad(who + " (pid " + node.process().pid() + ") has ended")
                        + "; ./paxos up starts what is missing");
            }
        }
        if (record.living().isEmpty()) {
            throw new Failure("every process of the cluster has ended");
        }
    }
}

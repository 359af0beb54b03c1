package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.benchmarks.cluster.PaxosCluster;
import dev.paxoswasm.cli.cluster.Mode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One log that grows, and the nodes over it: now all in one JVM, now one JVM a service. */
final class OneLog implements AutoCloseable {
    private final PaxosCluster inOneProcess;
    private final PaxosCluster inProcesses;
    private final Filling filling;
    private PaxosCluster running;

    OneLog(Path data, Filling filling) {
        inOneProcess = new PaxosCluster(data, Mode.ONE_PROCESS, Map.of(), List.of());
        inProcesses = new PaxosCluster(data, Mode.PROCESSES, Map.of(), List.of());
        this.filling = filling;
        running = inOneProcess;
    }

    /** The cluster in one JVM, running. */
    PaxosCluster inOneProcess() {
        return running(inOneProcess);
    }

    /** The cluster with one JVM a service, running. */
    PaxosCluster inProcesses() {
        return running(inProcesses);
    }

    private synchronized PaxosCluster running(PaxosCluster wanted) {
        if (wanted != running) {
            running.stop();
            running = wanted;
        }
        wanted.start();
        return wanted;
    }

    void fillTo(long slots) {
        if (length().length() < slots) {
            filling.to(inOneProcess(), slots);
        }
    }

    /** What it hears is taken for the length of the log. */
    Filling length() {
        return filling;
    }

    @Override
    public synchronized void close() {
        running.close();
    }
}

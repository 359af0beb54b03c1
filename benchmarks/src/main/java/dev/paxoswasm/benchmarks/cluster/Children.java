package dev.paxoswasm.benchmarks.cluster;

import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.cluster.LogLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes that were started for a measurement and end with it. */
public final class Children implements AutoCloseable {
    private static final long GRACE_SECONDS = 10;

    private static final int LOG_LINES_SHOWN = 10;

    private record Child(Process process, String name, Path log) {}

    private final List<Child> children = new ArrayList<>();

    /** Starts a program in a folder, where its output goes to a file. */
    public synchronized void start(String name, Path folder, List<String> command) {
        Path log = folder.resolve(name + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(log.toFile())
                    .start();
            children.add(new Child(process, name, log));
        } catch (IOException e) {
            throw new Failure("cannot start " + name + ": " + e.getMessage());
        }
    }

    /** @throws Failure if one has ended, with the last lines of its log */
    public synchronized void failIfOneEnded() {
        for (Child child : children) {
            if (!child.process().isAlive()) {
                throw new Failure(String.join("\n", LogLines.last(LOG_LINES_SHOWN, child.log(), 0)) + "\n"
                        + child.name() + " ended with exit code "
                        + child.process().exitValue() + "; above are its last words");
            }
        }
    }

    @Override
    public synchronized void close() {
        children.forEach(child -> child.process().destroy());
        for (Child child : children) {
            Process process = child.process();
            try {
                if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException _) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        children.clear();
    }
}

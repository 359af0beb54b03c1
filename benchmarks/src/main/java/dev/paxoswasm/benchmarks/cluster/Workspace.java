package dev.paxoswasm.benchmarks.cluster;

import dev.paxoswasm.cli.Failure;
import dev.paxoswasm.cli.cluster.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The folder of one measurement, and what runs in it. Both are gone when it ends, also by Ctrl-C. It lies in the
 * project, so that every contestant writes to the same file system, and none to one in memory.
 */
public final class Workspace implements AutoCloseable {
    private final Path folder;
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private final Thread hook = new Thread(this::clear, "clean-up");
    private int folders;

    private Workspace(Path folder) {
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @throws Failure if no folder can be made */
    public static Workspace open() {
        String home = System.getProperty("paxos.home");
        if (home == null) {
            throw new Failure("the project's folder is not known; run it by the script ./paxos");
        }
        try {
            Path parent = Files.createDirectories(Path.of(home, "benchmarks", "target"));
            return new Workspace(Files.createTempDirectory(parent, "run-"));
        } catch (IOException e) {
            throw new Failure("cannot make a folder for the measurement: " + e.getMessage());
        }
    }

    /** A new folder in it. */
    public synchronized Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name + "-" + ++folders));
        } catch (IOException e) {
            throw new Failure("cannot make a folder for " + name + ": " + e.getMessage());
        }
    }

    /** Has something stopped at the end, the newest first. */
    public synchronized void atEnd(Runnable stop) {
        undo.push(stop);
    }

    /** Stops what was given to {@link #atEnd} so far, and deletes the data. */
    public synchronized void clear() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            throw new Failure("cannot delete " + folder + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The program ends already; there is nothing left for the hook to do.
        }
    }
}

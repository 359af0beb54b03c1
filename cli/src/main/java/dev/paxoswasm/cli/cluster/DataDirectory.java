package dev.paxoswasm.cli.cluster;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The folder of one cluster: a folder a node, {@code logs/}, and {@code .paxos/} where its processes are noted. */
public record DataDirectory(Path path) {
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);
    private static final Duration LOCK_RETRY = Duration.ofMillis(20);

    public DataDirectory {
        path = path.toAbsolutePath().normalize();
    }

    Path of(Node node) {
        return path.resolve(node.name());
    }

    Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    private Path recordFile() {
        return path.resolve(".paxos").resolve("cluster.json");
    }

    /** Makes the folders. */
    public void create() {
        try {
            Files.createDirectories(path.resolve("logs"));
            Files.createDirectories(recordFile().getParent());
        } catch (IOException e) {
            throw new Failure("cannot make " + path + ": " + reason(e) + "; choose another folder with --data");
        }
    }

    /**
     * Notes how many acceptors the data is written by. Another number would have majorities that share no acceptor with
     * those that decided before, and so could decide otherwise.
     *
     * @throws Failure if it was written by another number
     */
    public void claim(int acceptors) {
        Path file = recordFile().resolveSibling("acceptors");
        try {
            if (!Files.exists(file) && !Files.exists(path.resolve("acceptor-1"))) {
                Files.writeString(file, String.valueOf(acceptors));
                return;
            }
            String before = Files.exists(file) ? Files.readString(file).strip() : String.valueOf(Role.ACCEPTOR.nodes());
            if (!before.equals(String.valueOf(acceptors))) {
                throw new Failure("the data in " + path + " was written by " + before + " acceptors, and " + acceptors
                        + " could decide otherwise; say --acceptors " + before
                        + ", or choose another folder with --data");
            }
        } catch (IOException e) {
            throw new Failure("cannot note the number of acceptors in " + file + ": " + reason(e));
        }
    }

    /** How many acceptors {@link #claim} noted, if it did. */
    private Optional<Integer> claimed() {
        Path file = recordFile().resolveSibling("acceptors");
        try {
            return Optional.of(Integer.valueOf(Files.readString(file).strip()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + reason(e));
        } catch (NumberFormatException e) {
            throw new Failure(file + " is damaged; write into it how many acceptors the cluster has");
        }
    }

    /** Where the nodes of this cluster were the last time, if it was up before. */
    public Optional<Layout> layout() {
        Optional<Layout> noted = notedLayout();
        if (noted.isPresent()) {
            return noted;
        }
        Optional<Layout> running = read().map(ClusterRecord::layout).filter(Layout::hasEveryRole);
        return running.isPresent()
                ? running
                : claimed()
                        .map(acceptors ->
                                Layout.of(Layout.DEFAULT_PORT_BASE, Map.of(), Map.of(Role.ACCEPTOR, acceptors)));
    }

    /** What {@link #remember} noted. */
    Optional<Layout> notedLayout() {
        return noted(layoutFile(), LayoutFormat::read, "give the ports and numbers of nodes to ./paxos up once more");
    }

    private static <T> Optional<T> noted(Path file, Function<String, T> format, String remedy) {
        try {
            return Optional.of(format.apply(Files.readString(file)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + reason(e));
        } catch (IllegalArgumentException e) {
            throw new Failure(file + " is damaged (" + e.getMessage() + "); delete it, and " + remedy);
        }
    }

    /** Notes where the nodes of this cluster are, for when it is started again. */
    public void remember(Layout layout) {
        replace(layoutFile(), LayoutFormat.write(layout));
    }

    /** Which nodes of this cluster run another component than the built-in one. */
    public ComponentSelection components() {
        return noted(
                        componentsFile(),
                        ComponentSelectionFormat::read,
                        "give the components that are not the built-in ones to ./paxos up --component once more")
                .orElse(ComponentSelection.NONE);
    }

    /** Notes which nodes run another component than the built-in one, for when they are started again. */
    public void remember(ComponentSelection components) {
        if (!components.equals(ComponentSelection.NONE)) {
            replace(componentsFile(), ComponentSelectionFormat.write(components));
            return;
        }
        try {
            Files.deleteIfExists(componentsFile());
        } catch (IOException e) {
            throw new Failure("cannot delete " + componentsFile() + ": " + reason(e));
        }
    }

    private Path componentsFile() {
        return recordFile().resolveSibling("components.json");
    }

    /**
     * Moves the store of a node to a folder beside it.
     *
     * @return where it is now
     * @throws Failure if there is none, or it cannot be moved
     */
    public Path setAside(Node node) {
        Path store = of(node);
        int number = 1;
        while (Files.exists(store.resolveSibling(node.name() + ".set-aside-" + number))) {
            number++;
        }
        Path moved = store.resolveSibling(node.name() + ".set-aside-" + number);
        try {
            return Files.move(store, moved);
        } catch (NoSuchFileException _) {
            throw new Failure("there is no store in " + store);
        } catch (IOException e) {
            throw new Failure("cannot move " + store + " to " + moved + ": " + reason(e));
        }
    }

    /** Notes again what was noted before. */
    void rememberAgain(Optional<Layout> before) {
        try {
            if (before.isPresent()) {
                remember(before.get());
            } else {
                Files.deleteIfExists(layoutFile());
            }
        } catch (IOException e) {
            throw new Failure("cannot delete " + layoutFile() + ": " + reason(e));
        }
    }

    private Path layoutFile() {
        return recordFile().resolveSibling("layout.json");
    }

    /** What is noted about the cluster, whether or not its processes live. */
    public Optional<ClusterRecord> read() {
        try {
            return Optional.of(RecordFormat.read(Files.readString(recordFile())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure("cannot read " + recordFile() + ": " + reason(e));
        } catch (RecordFormat.Unreadable e) {
            throw new Failure(recordFile() + " is damaged (" + e.getMessage()
                    + "); stop the processes of the cluster by hand, then delete that file");
        }
    }

    /** Replaces what is noted in one step, so that no reader sees half of it. */
    public void write(ClusterRecord record) {
        replace(recordFile(), RecordFormat.write(record));
    }

    private static void replace(Path file, String text) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Failure("cannot write " + file + ": " + reason(e));
        }
    }

    public void forget() {
        try {
            Files.deleteIfExists(recordFile());
        } catch (IOException e) {
            throw new Failure("cannot delete " + recordFile() + ": " + reason(e));
        }
    }

    /**
     * Keeps other commands from starting or stopping nodes here meanwhile. Waits a moment for one that only looks.
     *
     * @throws Failure if another command does so right now
     */
    public Lock lock() {
        long deadline = System.nanoTime() + LOCK_PATIENCE.toNanos();
        Optional<Lock> lock = tryLock();
        while (lock.isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(LOCK_RETRY.toNanos());
            lock = tryLock();
        }
        return lock.orElseThrow(() -> new Failure("another paxos command is starting or stopping nodes in " + path
                + " right now; try again when it is done"));
    }

    /** As {@link #lock}, but empty if another command starts or stops nodes right now. */
    Optional<Lock> tryLock() {
        create();
        Path file = recordFile().resolveSibling("lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLockable(channel)) {
                return Optional.of(new Lock(channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure("cannot lock " + file + ": " + reason(e));
        }
    }

    private static boolean isLockable(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            // Another thread of this program stops the cluster right now.
            return false;
        }
    }

    /** Held while nodes are started or stopped; ends by itself with the process. */
    public record Lock(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new Failure("cannot unlock: " + reason(e));
            }
        }
    }

    private static String reason(IOException e) {
        @Nullable String message = e.getMessage();
        return e.getClass().getSimpleName() + (message == null ? "" : " " + message);
    }
}

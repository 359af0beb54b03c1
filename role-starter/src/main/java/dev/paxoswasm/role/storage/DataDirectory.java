package dev.paxoswasm.role.storage;

import dev.paxoswasm.role.ConfigurationException;
import dev.paxoswasm.role.cluster.Cluster;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory of one node's data, checked before anything is opened in it. */
record DataDirectory(Path path) {

    private static final String KEY = "paxos.data-directory";

    static DataDirectory at(@Nullable String configured) {
        if (configured == null || configured.isBlank()) {
            throw new ConfigurationException(KEY, "is not set", "name the directory where this node keeps its data");
        }
        Path path;
        try {
            path = Path.of(configured).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    KEY,
                    "'" + configured + "' is no path that this process can name in its locale ("
                            + System.getProperty("sun.jnu.encoding", "unknown") + ")",
                    "name a directory, and run the process in a locale of UTF-8, as with LC_ALL=C.UTF-8");
        }
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, "writable", ".probe"));
        } catch (IOException e) {
            throw new ConfigurationException(
                    KEY,
                    path + " cannot be written to (" + reason(e) + ")",
                    "name a directory that this user may write to");
        }
        return new DataDirectory(path);
    }

    /**
     * Whether nothing of a store is there. A store that lost a part of its files is not empty, and must not start anew.
     */
    boolean holdsNoStore() {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .noneMatch(name -> name.equals("CURRENT") || name.endsWith(".sst") || name.endsWith(".log"));
        } catch (IOException e) {
            throw new ConfigurationException(KEY, path + " cannot be read (" + reason(e) + ")", "make it readable");
        }
    }

    ConfigurationException heldByAnother() {
        return new ConfigurationException(
                KEY,
                path + " is in use by another process, which holds its LOCK",
                "stop that process, or give this node a directory of its own");
    }

    ConfigurationException cannotBeOpened(String why, Cluster cluster) {
        return new ConfigurationException(
                KEY, "the store in " + path + " cannot be opened: " + why, LostStore.whatToDo(cluster));
    }

    ConfigurationException belongsTo(String owner, String self) {
        return new ConfigurationException(
                KEY, path + " belongs to " + owner + ", not to " + self, "give each node a directory of its own");
    }

    ConfigurationException isOfAnotherFormat(String owner, int format) {
        return new ConfigurationException(
                KEY,
                path + " holds the data of " + owner + ", and this version of the service reads format " + format
                        + " only",
                "start the version that wrote it, which reads it and exports the log by ./paxos log --json;"
                        + " docs/upgrades.md says which version that is and how the log is taken over");
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such file or directory: " + missing.getFile();
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        };
    }
}

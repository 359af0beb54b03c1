package dev.paxoswasm.role.component;

import dev.paxoswasm.component.CompiledCode;
import dev.paxoswasm.role.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compiled components in folders that processes may share. Nothing there is believed that is not, byte for byte, what
 * was written for the same module by the same compiler, or that others can write to; it is made anew then, and put into
 * the last of the folders. Where that fails, each start compiles, and the log says so once.
 */
final class CompiledCodeFolders implements CompiledCode {

    private static final Logger LOG = LoggerFactory.getLogger(CompiledCodeFolders.class);
    private static final String KEY = "paxos.component.cache";
    private static final String SUFFIX = ".code";
    private static final String UNFINISHED = ".unfinished";
    private static final int MOST_FILES = 64;
    private static final long MOST_BYTES_OF_A_FILE = 64L << 20;
    private static final Duration ABANDONED = Duration.ofHours(1);

    /** What was warned of already: all nodes of one JVM may use one folder, for several modules each. */
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private final List<Path> folders;

    private CompiledCodeFolders(List<Path> folders) {
        this.folders = folders;
    }

    /**
     * @param configured folders separated by commas; none where it is blank
     * @throws ConfigurationException if they are no paths
     */
    static CompiledCode of(@Nullable String configured) {
        if (configured == null || configured.isBlank()) {
            return CompiledCode.NONE;
        }
        try {
            return new CompiledCodeFolders(Arrays.stream(configured.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .map(name -> Path.of(name).toAbsolutePath().normalize())
                    .toList());
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    KEY, "'" + e.getInput() + "' is no path: " + e.getReason(), "name folders, separated by commas");
        }
    }

    @Override
    public byte @Nullable [] get(String key) {
        for (Path folder : folders) {
            Path file = folder.resolve(key + SUFFIX);
            try {
                byte[] code = read(key, folder, file);
                if (code != null) {
                    return code;
                }
            } catch (CompiledCodeFile.DamagedException e) {
                LOG.warn("{} {}; the component is compiled anew", file, e.getMessage());
            } catch (IOException e) {
                warnOnce(folder, "cannot be read (" + reason(e) + ")");
            }
        }
        return null;
    }

    private static byte @Nullable [] read(String key, Path folder, Path file)
            throws IOException, CompiledCodeFile.DamagedException {
        try {
            if (!isTrusted(folder) || !isTrusted(file)) {
                return null;
            }
            if (Files.size(file) > MOST_BYTES_OF_A_FILE) {
                warnOnce(file, "is larger than any compiled component");
                return null;
            }
            return CompiledCodeFile.read(key, Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private static boolean isTrusted(Path path) throws IOException {
        Optional<String> objection = Ownership.objection(path);
        objection.ifPresent(why -> warnOnce(path, why));
        return objection.isEmpty();
    }

    @Override
    public void put(String key, byte[] code) {
        if (folders.isEmpty()) {
            return;
        }
        Path folder = folders.getLast();
        try {
            make(folder);
            if (isTrusted(folder)) {
                write(folder.resolve(key + SUFFIX), CompiledCodeFile.write(key, code));
                tidy(folder);
            }
        } catch (IOException | UncheckedIOException | UnsupportedOperationException e) {
            warnOnce(folder, "cannot be written to (" + reason(e) + ")");
        }
    }

    /** The folder is nobody else's; those that it lies in are as this user makes folders. */
    private static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        if (folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException _) {
            // Another process was faster.
        }
    }

    /** Whole or not at all, whoever else writes the same meanwhile. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Path unfinished = Files.createTempFile(file.getParent(), "", UNFINISHED);
        try {
            Files.write(unfinished, bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Takes away what killed processes left, and the oldest of what is more than any machine needs. */
    private static void tidy(Path folder) throws IOException {
        record Entry(Path path, FileTime modified) {}
        List<Entry> entries;
        try (Stream<Path> files = Files.list(folder)) {
            entries = files.filter(file ->
                            file.toString().endsWith(SUFFIX) || file.toString().endsWith(UNFINISHED))
                    .flatMap(file -> {
                        try {
                            return Stream.of(new Entry(file, Files.getLastModifiedTime(file)));
                        } catch (IOException _) {
                            // Another process was faster.
                            return Stream.empty();
                        }
                    })
                    .sorted(Comparator.comparing(Entry::modified).reversed())
                    .toList();
        }
        FileTime abandoned = FileTime.from(Instant.now().minus(ABANDONED));
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            boolean isUnfinished = entry.path().toString().endsWith(UNFINISHED);
            if (isUnfinished ? entry.modified().compareTo(abandoned) < 0 : i >= MOST_FILES) {
                Files.deleteIfExists(entry.path());
            }
        }
    }

    @Override
    public void refuse(String key, Throwable why) {
        LOG.warn("The compiled code {} does not load ({}); the component is compiled anew", key, why.toString());
    }

    private static void warnOnce(Path path, String why) {
        if (WARNED.add(path + " " + why)) {
            LOG.warn("{}: {} {}, so components may be compiled at each start", KEY, path, why);
        }
    }

    private static String reason(Exception e) {
        return switch (e) {
            case AtomicMoveNotSupportedException _ -> "its file system does not move files atomically";
            case UncheckedIOException unchecked -> reason(unchecked.getCause());
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> e.toString();
        };
    }
}

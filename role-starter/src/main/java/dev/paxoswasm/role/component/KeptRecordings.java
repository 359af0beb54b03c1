package dev.paxoswasm.role.component;

import dev.paxoswasm.role.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recordings of failures, as files in one directory. The oldest goes when there are too many. The same cause is
 * kept once, and no more than as many as there may be in ten minutes: a failure that comes again and again neither fills
 * the disk nor drives out what was first.
 */
final class KeptRecordings {

    private static final Logger LOG = LoggerFactory.getLogger(KeptRecordings.class);
    private static final String KEY = "paxos.recording.directory";
    private static final String ENDING = ".recording";
    private static final String UNFINISHED = ".recording-unfinished";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final Duration PERIOD = Duration.ofMinutes(10);

    /** Causes that are remembered; what is beyond is kept again. */
    private static final int MAX_CAUSES = 256;

    private static final int LONGEST_CAUSE = 500;

    private final Path directory;
    private final int maxFiles;
    private final Set<String> causes = new HashSet<>();

    /** When the last ones were written, the oldest first. */
    private final Deque<Instant> written = new ArrayDeque<>();

    private KeptRecordings(Path directory, int maxFiles) {
        this.directory = directory;
        this.maxFiles = maxFiles;
    }

    static KeptRecordings in(String directory, int maxFiles) {
        try {
            return new KeptRecordings(Path.of(directory).toAbsolutePath().normalize(), maxFiles);
        } catch (InvalidPathException e) {
            throw new ConfigurationException(KEY, "'" + directory + "' is no path", "name a directory");
        }
    }

    /**
     * Writes a recording, unless it is one too many. A failure to do so is logged.
     *
     * @param what led to it
     * @param lost why there is none; null where there is one
     */
    void keep(String node, String what, @Nullable String lost, Supplier<byte[]> recording) {
        // It may have words of the component in it.
        String cause = what.substring(0, Math.min(what.length(), LONGEST_CAUSE)).replaceAll("\\p{Cntrl}", " ");
        if (causes.size() == MAX_CAUSES) {
            causes.clear();
        }
        if (!causes.add(cause)) {
            return;
        }
        if (lost != null) {
            LOG.warn("{}: no recording is kept of what led to '{}': {}", node, cause, lost);
            return;
        }
        Instant now = Instant.now();
        if (written.size() == maxFiles) {
            if (written.getFirst().plus(PERIOD).isAfter(now)) {
                LOG.warn(
                        "{}: no recording is kept of what led to '{}': {} were within ten minutes",
                        node,
                        cause,
                        maxFiles);
                return;
            }
            written.removeFirst();
        }
        written.addLast(now);
        try {
            LOG.warn("{}: what led to '{}' is kept; ./paxos replay {} repeats it", node, cause, write(now, recording));
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "{}: no recording is kept of what led to '{}', for {} says: {}",
                    node,
                    cause,
                    directory,
                    e.toString());
        }
    }

    private Path write(Instant now, Supplier<byte[]> recording) throws IOException {
        Files.createDirectories(directory);
        makeRoom();
        String name = NAME.format(now);
        Path unfinished = directory.resolve(name + UNFINISHED);
        Path file = directory.resolve(name + ENDING);
        Files.write(unfinished, recording.get());
        return Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What a node left that was killed while it wrote goes, too. */
    private void makeRoom() throws IOException {
        for (Path file : filesWith(UNFINISHED)) {
            Files.deleteIfExists(file);
        }
        List<Path> kept = filesWith(ENDING);
        for (Path oldest : kept.subList(0, Math.max(0, kept.size() - maxFiles + 1))) {
            Files.deleteIfExists(oldest);
        }
    }

    /** The oldest first. */
    private List<Path> filesWith(String ending) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}

package dev.paxoswasm.cli.project;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of a new project: one that is not there yet, or is empty. */
public final class NewFolder {
    private static final int NAMED = 3;

    private final Path folder;
    /** What was made here, the last first. */
    private final Deque<Path> made = new ArrayDeque<>();

    /** @throws Failure if something is there already */
    public NewFolder(Path folder) {
        this.folder = folder;
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new Failure(folder + " is a file; name a folder that is new or empty");
        }
        List<String> there = namesIn(folder);
        if (!there.isEmpty()) {
            throw new Failure(folder + " is not empty: it has "
                    + String.join(", ", there.subList(0, Math.min(there.size(), NAMED)))
                    + (there.size() > NAMED ? " and more" : "") + "; name a folder that is new or empty");
        }
    }

    private static List<String> namesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new Failure("cannot read the folder " + folder + ": " + reason(e));
        }
    }

    /**
     * Writes all files, or none.
     *
     * @param executable the name of the one that is run
     * @throws Failure if one cannot be written
     */
    public void write(Map<String, byte[]> files, String executable) {
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = folder.resolve(file.getKey());
                makeFolders(path.toAbsolutePath().getParent());
                made.push(path);
                Files.write(path, file.getValue());
                if (file.getKey().equals(executable) && !path.toFile().setExecutable(true, false)) {
                    throw new IOException("it cannot be made executable");
                }
            }
        } catch (IOException e) {
            removeWhatWasMade();
            throw new Failure("cannot write the project to " + folder + ": " + reason(e));
        }
    }

    private void makeFolders(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            makeFolders(parent);
        }
        Files.createDirectory(path);
        made.push(path);
    }

    private void removeWhatWasMade() {
        for (Path path : made) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException _) {
                // Why the project could not be written is told; what is left of it lies in the folder that was named.
            }
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> denied.getFile() + " may not be written";
            case FileAlreadyExistsException exists -> exists.getFile() + " is a file";
            default -> failure.getMessage();
        };
    }
}

package dev.paxoswasm.wit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of generated sources. A list of its files stands beside it, with the fingerprint of the inputs in its
 * first line.
 */
final class OutputFolder {

    private final Path folder;
    private final Path state;

    OutputFolder(Path folder) {
        this.folder = folder;
        this.state = folder.resolveSibling(folder.getFileName() + ".state");
    }

    /** Whether the last run had the same inputs, and all that it wrote is still there. */
    boolean isMadeFrom(String inputs) throws IOException {
        if (!Files.isRegularFile(state)) {
            return false;
        }
        List<String> lines = Files.readAllLines(state);
        return !lines.isEmpty()
                && lines.get(0).equals(inputs)
                && lines.stream().skip(1).allMatch(this::isAsWritten);
    }

    private boolean isAsWritten(String line) {
        int space = line.indexOf(' ');
        try {
            Path file = folder.resolve(line.substring(space + 1));
            return Files.isRegularFile(file)
                    && Integer.toHexString(Files.readString(file).hashCode()).equals(line.substring(0, space));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** Writes what changed and deletes what is not among the given texts. */
    void replace(Map<String, String> texts, String inputs) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(state);
        try (Stream<Path> existing = Files.walk(folder)) {
            for (Path path : existing.sorted(Comparator.reverseOrder()).toList()) {
                deleteStale(path, texts);
            }
        }
        StringBuilder lines = new StringBuilder(inputs).append('\n');
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = folder.resolve(text.getKey());
            Files.createDirectories(file.getParent());
            if (!Files.exists(file) || !Files.readString(file).equals(text.getValue())) {
                Files.writeString(file, text.getValue());
            }
            lines.append(Integer.toHexString(text.getValue().hashCode()))
                    .append(' ')
                    .append(text.getKey())
                    .append('\n');
        }
        Files.writeString(state, lines);
    }

    private void deleteStale(Path path, Map<String, String> texts) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> entries = Files.list(path)) {
                if (!path.equals(folder) && entries.findAny().isEmpty()) {
                    Files.delete(path);
                }
            }
        } else if (!texts.containsKey(folder.relativize(path).toString().replace('\\', '/'))) {
            Files.delete(path);
        }
    }
}

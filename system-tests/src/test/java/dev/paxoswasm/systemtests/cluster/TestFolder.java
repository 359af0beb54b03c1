package dev.paxoswasm.systemtests.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for the data of clusters. They lie where the build lies, so on a disk, and stay until the next clean. */
public final class TestFolder {
    private TestFolder() {}

    public static Path create(String name) {
        try {
            Path parent = Files.createDirectories(Path.of("target", "clusters").toAbsolutePath());
            return Files.createTempDirectory(parent, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

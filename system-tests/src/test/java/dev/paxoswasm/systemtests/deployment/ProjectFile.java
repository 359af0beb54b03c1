package dev.paxoswasm.systemtests.deployment;

import java.nio.file.Path;

/** Files of the project, wherever the tests run. */
final class ProjectFile {
    private static final Path PROJECT =
            Path.of(System.getProperty("paxos.project", "..")).toAbsolutePath().normalize();

    private ProjectFile() {}

    static Path at(String path) {
        return PROJECT.resolve(path);
    }
}

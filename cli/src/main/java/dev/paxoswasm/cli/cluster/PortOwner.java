package dev.paxoswasm.cli.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Which process listens at a port, as far as Linux tells without help. */
final class PortOwner {
    private static final String LISTENING = "0A";

    private PortOwner() {}

    static Optional<String> of(int port) {
        Set<String> sockets = new HashSet<>();
        sockets.addAll(listening(Path.of("/proc/net/tcp"), port));
        sockets.addAll(listening(Path.of("/proc/net/tcp6"), port));
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        return ProcessHandle.allProcesses()
                .filter(process -> holdsOne(process, sockets))
                .findFirst()
                .map(PortOwner::describe);
    }

    /** The names that the file descriptors of such sockets bear. */
    private static Set<String> listening(Path table, int port) {
        Set<String> sockets = new HashSet<>();
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        try {
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTENING)) {
                    sockets.add("socket:[" + columns[9] + "]");
                }
            }
        } catch (IOException _) {
            // Not Linux.
        }
        return sockets;
    }

    private static boolean holdsOne(ProcessHandle process, Set<String> sockets) {
        Path descriptors = Path.of("/proc", String.valueOf(process.pid()), "fd");
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                if (sockets.contains(Files.readSymbolicLink(link).toString())) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException _) {
            // Another user's process, or one that has ended meanwhile.
        }
        return false;
    }

    private static String describe(ProcessHandle process) {
        String command = process.info()
                .command()
                .map(path -> Path.of(path).getFileName().toString())
                .orElse("a process");
        return command + " (pid " + process.pid() + ")";
    }
}

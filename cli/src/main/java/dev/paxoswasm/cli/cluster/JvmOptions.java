package dev.paxoswasm.cli.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the JVM of a node is run.
 *
 * @param mark what tells the process from others
 * @param heap the most memory for Java objects, as in {@code 256m}
 * @param mode how many such JVMs share the machine
 * @param compilation how far its code is compiled
 * @param cacheToWrite where the JVM leaves an ahead-of-time cache when it ends
 */
record JvmOptions(String mark, String heap, Mode mode, Compilation compilation, Optional<Path> cacheToWrite) {
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                // First, so that it is seen where the system shows only the beginning of a long command line.
                NodeProcess.argumentWith(mark),
                "-Xmx" + heap,
                // Grows when it must; values of 1 MiB, many at once, are what the rest is for.
                "-Xms" + Math.min(megabytes(heap), mode == Mode.PROCESSES ? 48 : 256) + "m",
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-XX:ReservedCodeCacheSize=96m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true"));
        arguments.addAll(compilation.arguments());
        cacheToWrite.ifPresent(file -> arguments.add("-XX:AOTCacheOutput=" + file));
        return arguments;
    }

    private static long megabytes(String size) {
        long number = Long.parseLong(size.substring(0, size.length() - 1));
        return switch (size.charAt(size.length() - 1)) {
            case 'g', 'G' -> number << 10;
            case 'k', 'K' -> Math.max(1, number >> 10);
            default -> number;
        };
    }
}

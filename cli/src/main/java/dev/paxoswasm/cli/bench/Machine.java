package dev.paxoswasm.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What a measurement was made on. */
public record Machine(String processor, int cores, String memory, String jdk, String system) {
    public static Machine here() {
        return new Machine(
                line("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                line("/proc/meminfo", "MemTotal").map(Machine::gibibytes).orElse("unknown"),
                System.getProperty("java.vendor.version", System.getProperty("java.vendor")) + " "
                        + System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    /** In one line. */
    public String text() {
        return processor + ", " + cores + " cores, " + memory + ", " + jdk + ", " + system;
    }

    private static Optional<String> line(String file, String key) {
        try {
            return Files.readAllLines(Path.of(file)).stream()
                    .filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static String gibibytes(String kibibytes) {
        double value = Long.parseLong(kibibytes.replaceAll("\\D", "")) / (1024.0 * 1024.0);
        return String.format(Locale.ROOT, "%.1f GiB", value);
    }
}

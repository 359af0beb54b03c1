package dev.paxoswasm.benchmarks.growth;

import dev.paxoswasm.cli.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory of a JVM.
 *
 * @param residentBytes what the system has given it (RSS)
 * @param heapBytes     Java objects that are in use, counted after a full collection
 */
record Footprint(long residentBytes, long heapBytes) {
    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    /** As the serial collector prints its generations; what else it prints is no heap. */
    private static final Pattern GENERATION =
            Pattern.compile("(?m)^\\s*(?:DefNew|Tenured)\\s+total \\d+K, used (\\d+)K");

    private static final int KIBIBYTE = 1 << 10;

    /** Looks at the resident memory first: the collection may change it. */
    static Footprint of(long pid) {
        try {
            long resident = resident(Files.readString(Path.of("/proc", String.valueOf(pid), "status")));
            jcmd(pid, "GC.run");
            return new Footprint(resident, heap(jcmd(pid, "GC.heap_info")));
        } catch (IOException e) {
            throw new Failure("cannot look at the memory of process " + pid + ": " + e.getMessage());
        }
    }

    static long resident(String status) {
        Matcher line = RESIDENT.matcher(status);
        if (!line.find()) {
            throw new Failure("a process status names no VmRSS: " + status);
        }
        return Long.parseLong(line.group(1)) * KIBIBYTE;
    }

    static long heap(String heapInfo) {
        long kibibytes = 0;
        Matcher generation = GENERATION.matcher(heapInfo);
        while (generation.find()) {
            kibibytes += Long.parseLong(generation.group(1));
        }
        if (kibibytes == 0) {
            throw new Failure("jcmd names no generation of a serial heap: " + heapInfo);
        }
        return kibibytes * KIBIBYTE;
    }

    private static String jcmd(long pid, String command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), String.valueOf(pid), command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new Failure("jcmd " + pid + " " + command + " failed: " + output.strip());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
        return output;
    }
}

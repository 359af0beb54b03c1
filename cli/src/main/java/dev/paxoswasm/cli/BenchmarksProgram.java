package dev.paxoswasm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * The programs of {@code benchmarks/}: what they bring along, such as peers' client libraries, stays out of this one. They run
 * in a JVM of their own, whose compilers may do their best.
 */
final class BenchmarksProgram {
    private BenchmarksProgram() {}

    /** Runs a program, shows what it says, and has it clean up when the user presses Ctrl-C. */
    static int run(List<String> arguments) {
        String home = System.getProperty("paxos.home");
        Path target = Path.of(String.valueOf(home), "benchmarks", "target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new Failure("benchmarks/ is not built in " + home + "; run it by the script ./paxos");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Dpaxos.home=" + home,
                "-Dpaxos.terminal=" + Terminal.interactive(),
                "-cp",
                target.resolve("classes") + ":" + target.resolve("lib") + "/*",
                "dev.paxoswasm.benchmarks.Benchmarks"));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            CompletableFuture<Integer> exitCode = new CompletableFuture<>();
            InterruptGuard.during(() -> end(process), () -> exitCode.complete(await(process)));
            return exitCode.join();
        } catch (IOException e) {
            throw new Failure("cannot start " + String.format(Locale.ROOT, "%s: %s", command.getFirst(), e));
        }
    }

    private static void end(Process process) {
        process.destroy();
        await(process);
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted");
        }
    }
}

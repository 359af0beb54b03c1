package dev.paxoswasm.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The programs of {@code benchmarks/}: what they bring along, such as peers' client libraries, stays out of this one.
 * They run in a JVM of their own, whose compilers may do their best.
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
        return ChildProgram.run(command);
    }
}
